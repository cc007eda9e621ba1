#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oep45_fuzz::repository(bytes));
