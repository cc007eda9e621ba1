//! Options that stand in the wrong table: several rules may share those of one.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use std::fmt;

/// Refuses options in the table of a rule whose options are those of the rule named here.
pub(super) struct Elsewhere(pub(super) &'static str);

impl<'de> DeserializeSeed<'de> for Elsewhere {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, options: D) -> Result<(), D::Error> {
        options.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Elsewhere {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "no options; they are set in `[rules.{}]`", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::custom(format!("the options of this rule are set in `[rules.{}]`", self.0)))
    }
}
