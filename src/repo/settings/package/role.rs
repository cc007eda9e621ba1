//! What each module of a package is for: by its name where OEP-45 gives one, or else by who takes whose settings over.

use super::{Package, Shape};
use crate::repo::settings::{Module, Role};
use std::collections::BTreeSet;

/// Give every module of `package` its role.
pub(super) fn assign(package: &mut Package) {
    let own: BTreeSet<String> = package.modules.iter().map(|module| module.path.clone()).collect();
    let taken: BTreeSet<String> =
        package.modules.iter().flat_map(stars).filter(|path| own.contains(*path)).cloned().collect();
    let builds_on = |module: &Module| stars(module).any(|path| own.contains(path));
    let roles: Vec<Role> = package
        .modules
        .iter()
        .map(|module| match module.name.as_str() {
            "" | "__init__" => Role::Init,
            "settings" if package.shape == Shape::Module => Role::Init,
            "required" => Role::Required,
            "defaults" => Role::Defaults,
            _ if is_whole(module) && !builds_on(module) => Role::Base,
            "base" | "common" => Role::Base,
            // One that has everything of another and is taken over again: `local` by `devstack`.
            _ if builds_on(module) && !is_part(module, package) => Role::Variant,
            _ if taken.contains(&module.path) => Role::Part,
            _ => Role::Helper,
        })
        .collect();
    for (module, role) in package.modules.iter_mut().zip(roles) {
        module.role = role;
    }
}

/// The files that `module` imports with `*`.
fn stars(module: &Module) -> impl Iterator<Item = &String> {
    module.imports.iter().filter(|import| import.brings_settings()).filter_map(|import| import.path.as_ref())
}

/// Whether the base itself takes `module` over.
fn is_part(module: &Module, package: &Package) -> bool {
    let takers = package.modules.iter().filter(|taker| stars(taker).any(|path| *path == module.path));
    takers.into_iter().any(is_whole)
}

/// Whether a module names the applications itself.
fn is_whole(module: &Module) -> bool {
    let sets = |name: &str| module.definitions.iter().any(|it| it.name == name && it.sets() && it.class.is_none());
    sets("INSTALLED_APPS") && (sets("ROOT_URLCONF") || sets("MIDDLEWARE"))
}
