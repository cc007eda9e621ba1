//! A hash whose values never change, whatever the machine or the compiler: 128 bits of FNV-1a, by its authors'
//! description (<http://www.isthe.com/chongo/tech/comp/fnv/>). It tells texts apart; it keeps no secret.

/// FNV-1a over the bytes so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Fnv(u128);

impl Fnv {
    /// The hash of no bytes.
    pub(super) const fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    /// This hash with `bytes` added.
    pub(super) fn and(self, bytes: impl IntoIterator<Item = u8>) -> Self {
        const PRIME: u128 = (1 << 88) + 0x13b;
        Self(bytes.into_iter().fold(self.0, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME)))
    }

    /// The value.
    pub(super) const fn value(self) -> u128 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_values_come_out() {
        let hash = |text: &str| format!("{:032x}", Fnv::new().and(text.bytes()).value());
        assert_eq!(hash(""), "6c62272e07bb014262b821756295c58d");
        assert_eq!(hash("a"), "d228cb696f1a8caf78912b704e4a8964");
        assert_eq!(hash("foobar"), "343e1662793c64bf6f0d3597ba446f18");
    }
}
