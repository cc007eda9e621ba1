//! True, false, or not to be told: what a condition says of a node.

/// Kleene's three values. A rule reports what is true, and nothing else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Truth {
    True,
    False,
    Unknown,
}

impl From<bool> for Truth {
    fn from(truth: bool) -> Self {
        if truth { Self::True } else { Self::False }
    }
}

impl Truth {
    /// What is not known stays so.
    pub(super) fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }

    /// False where one is, else unknown where one is.
    pub(super) fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::True;
        for truth in truths {
            match truth {
                Self::True => {}
                Self::False => return Self::False,
                Self::Unknown => all = Self::Unknown,
            }
        }
        all
    }

    /// True where one is, else unknown where one is.
    pub(super) fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        Self::all(truths.into_iter().map(Self::not)).not()
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    #[test]
    fn what_is_not_known_decides_nothing_alone() {
        assert_eq!(Unknown.not(), Unknown);
        assert_eq!([Truth::all([True, Unknown]), Truth::all([Unknown, False])], [Unknown, False]);
        assert_eq!([Truth::any([True, Unknown]), Truth::any([Unknown, False])], [True, Unknown]);
        assert_eq!([Truth::all([]), Truth::any([])], [True, False]);
    }
}
