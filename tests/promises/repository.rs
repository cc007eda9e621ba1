//! Every rule survives every repository, points at what is there, and operators' lists can be made of its settings.

use super::{RULES, findings_fit, input, report};
use oep45::discover::kind_of;
use oep45::operators::{self, Changes, Inventory, changes, list};
use oep45::pipeline::{Checkout, check};
use oep45::repo::Repository;
use oep45::text::{Files, MemoryFiles, Source, normalize};
use std::path::Path;
use std::sync::Arc;

/// What a line begins with that names the file below it.
pub(crate) const NAME: &str = "@@ ";

/// Check the service whose files `text` holds, each below a line with [`NAME`] and its path; what stands above the first
/// of them is a settings module.
pub(crate) fn holds(text: &str) {
    let files = Arc::new(tree(text));
    let every = Arc::clone(&files) as Arc<dyn Files>;
    let read = |path: &String| Some((kind_of(Path::new(path))?, files.text(path)?));
    let inputs: Vec<_> = every.paths_below("").iter().filter_map(read).collect();
    let inputs: Vec<_> = inputs.iter().map(|(kind, source)| input(source, *kind, &RULES, &every)).collect();
    let checkout = Checkout {
        path: ".".to_owned(),
        tree_path: String::new(),
        files: Arc::clone(&every),
        rules: Arc::clone(&RULES),
        leaves_out: Box::new(|_| false),
        exempt: Box::new(|_| Vec::new()),
    };
    let outcome = check(&inputs, &[checkout]);
    let failed = outcome.notices.iter().find(|notice| notice.message.contains("please report it as a bug"));
    assert!(failed.is_none(), "{failed:?}");
    findings_fit(outcome.findings.iter().chain(&outcome.suppressed));
    report::holds(&outcome);
    operated(files.as_ref());
}

/// The smallest service, and the files of `text`.
fn tree(text: &str) -> MemoryFiles {
    let mut files = MemoryFiles::new();
    let mut add = |path: &str, text: &str| files.insert(Arc::new(Source::new(path, text)));
    add("manage.py", "import os\n");
    add("x/wsgi.py", "application = 1\n");
    add("x/settings/__init__.py", "");
    let mut path = "x/settings/base.py".to_owned();
    let mut body = String::from("INSTALLED_APPS = []\n");
    for line in text.split_inclusive('\n') {
        match line.strip_prefix(NAME).and_then(|name| normalize(name.trim())).filter(|name| !name.is_empty()) {
            Some(next) => {
                add(&path, &body);
                (path, body) = (next, String::new());
            }
            None => body.push_str(line),
        }
    }
    add(&path, &body);
    files
}

/// Make the lists, checks and comparisons of its settings.
fn operated(files: &dyn Files) {
    let repository = Repository::new(files, "", |_| false);
    let settings = repository.settings();
    let inventories: Vec<Inventory> =
        settings.packages.iter().map(|package| Inventory::of(settings, package)).collect();
    for inventory in &inventories {
        let _ = (list::json(inventory, false), list::rst(inventory, true), list::table(inventory, false, Some(80)));
        // A skeleton that nobody filled in is a configuration file, however empty.
        let skeleton = Arc::new(Source::new("x.yml", list::yaml(inventory, false)));
        let found = operators::check(inventory, &skeleton, |_| false);
        findings_fit(&found);
        let unread = found.iter().find(|finding| finding.message.contains("can't be read as YAML"));
        assert!(unread.is_none(), "{unread:?}: {}", skeleton.text());
    }
    for (old, new) in inventories.iter().zip(inventories.iter().rev()) {
        let _ = changes::human(&Changes::between(old, new));
    }
}
