//! Names to rules: what people write in `--select`, `--ignore`, the configuration and comments.

use super::{Catalog, Meant, Page, Wanted, shellcheck};
use std::collections::BTreeSet;

/// A name that stands for no rule.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub struct UnknownName {
    /// The name, as it was written.
    pub name: String,
    /// The known name that looks most like it, if one does.
    pub suggestion: Option<String>,
}

impl std::fmt::Display for UnknownName {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "there is no rule, alias or group called `{}`", self.name)?;
        match &self.suggestion {
            Some(suggestion) => write!(out, "; did you mean `{suggestion}`?"),
            None => write!(out, "; `oep45 rules` lists them all"),
        }
    }
}

impl Catalog {
    /// The rules that `name` stands for: a rule's id, one of its aliases, a group, `all`, or a code of ShellCheck's. Letter
    /// case is free.
    ///
    /// # Errors
    /// The name stands for nothing.
    pub fn named(&self, name: &str) -> Result<Vec<&Page>, UnknownName> {
        let is = |other: &str| other.eq_ignore_ascii_case(name);
        let bears = |page: &&Page| is("all") || is(&page.group) || page.is_called(name);
        let pages: Vec<_> = self.pages().filter(bears).chain(shellcheck::page(name)).collect();
        if pages.is_empty() && !is("all") {
            return Err(UnknownName { name: name.to_owned(), suggestion: self.nearest(name) });
        }
        Ok(pages)
    }

    /// The rules that another linter calls `name`, letter for letter; BuildKit's `all` stands for all of its checks.
    pub fn with_alias(&self, name: &str) -> Vec<&Page> {
        let is = |page: &&Page| match name {
            "all" => page.buildkit_names().next().is_some(),
            name => aliases(page).any(|alias| alias == name),
        };
        self.pages().filter(is).chain(shellcheck::page(name)).collect()
    }

    /// The ids of the rules to run: those that `select` names, or the default and the experimental ones where it is empty,
    /// without those that `ignore` names. A rule that has to be named is not selected by its group, nor by `all`.
    ///
    /// # Errors
    /// The first name in either list that stands for nothing.
    pub fn resolve(&self, select: &[&str], ignore: &[&str]) -> Result<BTreeSet<&str>, UnknownName> {
        let mut ids: BTreeSet<&str> = if select.is_empty() {
            self.pages().filter(|page| page.default || page.experimental).map(|page| page.id.as_ref()).collect()
        } else {
            self.ids(select, |page, name| !page.by_name || page.is_called(name))?
        };
        // A rule of which a part is ignored runs for the rest.
        for id in self.ids(ignore, |page, name| page.part(name).is_none())? {
            ids.remove(id);
        }
        Ok(ids)
    }

    /// What is wanted of the rules to run, by the same names: all that they find unless aliases mean a part. Names that stand
    /// for nothing are left out.
    pub fn wanted(&self, select: &[&str], ignore: &[&str]) -> Wanted {
        Wanted { only: self.meant(select).in_part(), without: self.meant(ignore).in_part() }
    }

    /// What names mean; those that stand for nothing are left out.
    pub fn meant(&self, names: &[&str]) -> Meant {
        Meant::of(names.iter().flat_map(|name| {
            let pages = self.named(name).unwrap_or_default().into_iter();
            pages.map(|page| (page, *name))
        }))
    }

    fn ids(&self, names: &[&str], means: fn(&Page, &str) -> bool) -> Result<BTreeSet<&str>, UnknownName> {
        let mut ids = BTreeSet::new();
        for name in names {
            let pages = self.named(name)?.into_iter().filter(|page| means(page, name));
            ids.extend(pages.map(|page| page.id.as_ref()));
        }
        Ok(ids)
    }

    fn nearest(&self, name: &str) -> Option<String> {
        // Nobody mistypes a name into one twice as long, and the distance costs time in proportion to both.
        if name.len() > LONGEST {
            return None;
        }
        let name = name.to_ascii_lowercase();
        let names = self.pages().flat_map(|page| [page.id.as_ref(), &page.group].into_iter().chain(aliases(page)));
        let (likeness, nearest) = names
            .map(|known| (strsim::normalized_damerau_levenshtein(&name, &known.to_ascii_lowercase()), known))
            .max_by(|(a, left), (b, right)| a.total_cmp(b).then_with(|| right.cmp(left)))?;
        (likeness >= ALIKE).then(|| nearest.to_owned())
    }
}

/// Length in bytes beyond which a name is no misspelt one.
const LONGEST: usize = 100;

/// Share of letters that two names must have in common for one to be taken for the other.
const ALIKE: f64 = 0.6;

fn aliases(page: &Page) -> impl Iterator<Item = &str> {
    page.aliases.iter().map(AsRef::as_ref)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(id: &str, group: &str, aliases: &[&str]) -> Page {
        let text = format!(
            "# {id}\n\nIt is wrong.\n\n```toml\ngroup = \"{group}\"\nlevel = \"note\"\nprecision = \"low\"\nfix = \"none\"\n\
             aliases = {aliases:?}\nsince = \"0.1.0\"\n```\n"
        );
        Page::parse(text).unwrap()
    }

    fn catalog() -> Catalog {
        Catalog::from_pages(vec![
            page("missing-cmd", "image", &[]),
            page("unpinned-package", "hygiene", &["DL3008", "DL3018"]),
            page("maintainer", "build", &["MaintainerDeprecated", "DL4000"]),
        ])
    }

    fn resolved(select: &[&str], ignore: &[&str]) -> Vec<String> {
        catalog().resolve(select, ignore).unwrap().into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn nothing_selected_means_the_default_rules() {
        assert_eq!(resolved(&[], &[]), ["maintainer", "missing-cmd"]);
    }

    #[test]
    fn rules_are_named_by_id_alias_group_and_all() {
        assert_eq!(resolved(&["missing-cmd"], &[]), ["missing-cmd"]);
        assert_eq!(resolved(&["dl3018", "maintainerdeprecated"], &[]), ["maintainer", "unpinned-package"]);
        assert_eq!(resolved(&["hygiene"], &[]), ["unpinned-package"]);
        assert_eq!(resolved(&["all"], &[]).len(), 3);
    }

    #[test]
    fn a_rule_that_has_to_be_named_is_in_no_group() {
        let text = page("quiet", "image", &["DL1001"]).markdown.replace("level", "by-name = true\nlevel");
        let catalog = Catalog::from_pages(vec![Page::parse(text).unwrap(), page("loud", "image", &[])]);
        let resolved = |select: &[&str]| catalog.resolve(select, &[]).unwrap().len();
        assert_eq!([resolved(&[]), resolved(&["image"]), resolved(&["all"])], [1, 1, 1]);
        assert_eq!([resolved(&["quiet"]), resolved(&["image", "dl1001"])], [1, 2]);
        assert!(catalog.resolve(&["quiet"], &["image"]).unwrap().is_empty());
    }

    #[test]
    fn ignoring_wins_over_selecting() {
        assert_eq!(resolved(&["all"], &["build", "DL3008"]), ["missing-cmd"]);
        assert_eq!(resolved(&[], &["missing-cmd"]), ["maintainer"]);
    }

    #[test]
    fn an_unknown_name_is_an_error_in_either_list() {
        let catalog = catalog();
        assert_eq!(catalog.resolve(&["nonsense"], &[]).unwrap_err().name, "nonsense");
        assert_eq!(catalog.resolve(&[], &["nonsense"]).unwrap_err().name, "nonsense");
    }

    #[test]
    fn a_misspelt_name_brings_the_nearest_known_one() {
        let said = |name: &str| catalog().named(name).unwrap_err().to_string();
        assert_eq!(
            said("mising-cmd"),
            "there is no rule, alias or group called `mising-cmd`; did you mean `missing-cmd`?"
        );
        assert!(said("DL3080").ends_with("did you mean `DL3008`?"));
        assert!(said("xyz").ends_with("`oep45 rules` lists them all"));
        assert!(said(&"missing-cmd".repeat(1000)).ends_with("`oep45 rules` lists them all"));
    }

    #[test]
    fn a_page_of_ones_own_replaces_its_namesake() {
        let catalog = Catalog::from_pages(vec![page("a", "image", &[]), page("a", "mine", &[])]);
        assert_eq!(catalog.get("a").map(|page| page.group.as_ref()), Some("mine"));
        assert_eq!(catalog.pages().count(), 1);
    }
}
