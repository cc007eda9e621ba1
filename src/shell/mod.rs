//! x
use crate::text::Joined;
#[derive(Clone, Debug, Default)]
pub struct Script<'t> {
    x: std::marker::PhantomData<&'t str>,
}
pub fn parse<'t>(_: &Joined<'t>) -> Script<'t> {
    Script::default()
}
pub fn exec<'t>(_: &[Joined<'t>]) -> Script<'t> {
    Script::default()
}
