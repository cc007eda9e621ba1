//! Finds the files of a run, and is the only part of the library that reads the file system.
