//! x
use crate::text::Joined;
#[derive(Clone, Debug, Default)]
pub struct Script<'t> {
    pub commands: Vec<Command<'t>>,
}
#[derive(Clone, Debug, Default)]
pub struct Command<'t> {
    x: std::marker::PhantomData<&'t str>,
}
pub struct Program<'t> {
    pub name: std::borrow::Cow<'t, str>,
}
impl Command<'_> {
    pub fn program(&self) -> Option<Program<'_>> {
        None
    }
}
pub fn parse<'t>(_: &Joined<'t>) -> Script<'t> {
    Script::default()
}
pub fn exec<'t>(_: &[Joined<'t>]) -> Script<'t> {
    Script::default()
}
