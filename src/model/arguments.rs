//! ARGs that somebody has to give a value: declared without a default, and used all the same.

use super::{Definition, Dockerfile, GapKind, Place};

impl<'t> Dockerfile<'t> {
    /// The ARG without default that gives `name` its value at a place, itself or through an ENV that passes it on.
    pub fn argument_without_default(&self, place: Place, name: &str) -> Option<&Definition<'t>> {
        let Some(defined) = self.definition(place, name) else { return self.bare_argument(place, name) };
        let gaps = &defined.value.as_ref()?.gaps;
        let passed = gaps.iter().find(|gap| gap.kind == GapKind::WithoutDefault)?;
        self.bare_argument(place, &passed.name)
    }

    fn bare_argument(&self, place: Place, name: &str) -> Option<&Definition<'t>> {
        self.chain(&self.stages[place.stage]).find_map(|stage| {
            let end = if stage.index == place.stage { place.step } else { usize::MAX };
            stage.scope.bare(name, end).next_back()
        })
    }
}
