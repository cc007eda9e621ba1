//! Findings to bytes: one file a format, each a pure function of the findings and the catalog.
