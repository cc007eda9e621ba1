//! What a log must be: valid under the official schema, true to what the standard says beyond it, and within what
//! GitHub takes.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = include_str!("../../testdata/sarif/sarif-schema-2.1.0.json");
    let schema = serde_json::from_str(schema).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
});

/// Panics with everything that is wrong with `log`.
pub(super) fn check(log: &Value) {
    let mut faults: Vec<String> =
        SCHEMA.iter_errors(log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    faults.extend(beyond_the_schema(log));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What the standard's sections and GitHub's limits say and the schema can't, as far as `log` breaks it.
pub(super) fn beyond_the_schema(log: &Value) -> Vec<String> {
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    let mut faults = Faults::default();
    faults.unless(list(&log["runs"]).len() == 1, || "there is one run".to_owned());
    faults.unless(run["columnKind"] == "utf16CodeUnits", || "the unit of columns is said [3.14.17]".to_owned());
    faults.rules(list(&driver["rules"]));
    faults.unless(list(&run["results"]).len() <= 25_000, || "GitHub takes 25,000 results".to_owned());
    for result in list(&run["results"]) {
        faults.result(result, driver);
    }
    faults.unless(run["invocations"][0]["executionSuccessful"] == true, || "the upload would fail".to_owned());
    for notification in list(&run["invocations"][0]["toolExecutionNotifications"]) {
        let descriptor = &notification["descriptor"];
        let known = &driver["notifications"][index(&descriptor["index"])];
        faults.unless(known["id"] == descriptor["id"], || format!("{descriptor} is no notification's [3.52.5]"));
    }
    faults.locations(log, &run["originalUriBaseIds"]);
    faults.0
}

#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn unless(&mut self, right: bool, fault: impl FnOnce() -> String) {
        if !right {
            self.0.push(fault());
        }
    }

    fn rules(&mut self, rules: &[Value]) {
        let ids: BTreeSet<&str> = rules.iter().map(|rule| text(&rule["id"])).collect();
        self.unless(ids.len() == rules.len(), || "each rule has an id of its own [3.19.23]".to_owned());
        self.unless(ids.iter().copied().eq(rules.iter().map(|rule| text(&rule["id"]))), || "rules are sorted".into());
        for rule in rules {
            let id = text(&rule["id"]);
            for field in ["shortDescription", "fullDescription"] {
                let length = text(&rule[field]["text"]).chars().count();
                self.unless((1..=1024).contains(&length), || format!("{id}: {field} has {length} characters"));
            }
            let name = text(&rule["name"]).chars().count();
            self.unless((1..=255).contains(&name), || format!("{id}: the name has {name} characters"));
            for help in ["text", "markdown"] {
                self.unless(!text(&rule["help"][help]).is_empty(), || format!("{id}: help has {help}"));
            }
            let tags = list(&rule["properties"]["tags"]);
            self.unless(tags.len() <= 20, || format!("{id}: there are {} tags", tags.len()));
            let severity = &rule["properties"]["security-severity"];
            let security = tags.contains(&Value::from("security"));
            self.unless(security != severity.is_null(), || format!("{id}: security is a tag and a number"));
            if security {
                let number: f64 = text(severity).parse().unwrap();
                self.unless((0.1..=10.0).contains(&number), || format!("{id}: {number} is no severity"));
            }
        }
    }

    fn result(&mut self, result: &Value, driver: &Value) {
        let rule = &driver["rules"][index(&result["ruleIndex"])];
        let indexed = result.get("ruleIndex").is_none() || rule["id"] == result["ruleId"];
        self.unless(indexed, || format!("{}: ruleIndex is another rule's [3.27.6]", result["ruleId"]));
        let related = list(&result["relatedLocations"]);
        let locations = list(&result["locations"]).len() + related.len();
        self.unless(locations <= 1000, || format!("a result has {locations} locations"));
        let ids: BTreeSet<u64> = related.iter().filter_map(|location| location["id"].as_u64()).collect();
        self.unless(ids.len() == related.len(), || "each related location has an id of its own [3.28.2]".to_owned());
        for link in links(text(&result["message"]["text"])) {
            self.unless(ids.contains(&link), || format!("the message links to {link}, which is nowhere [3.11.6]"));
        }
        let prints = &result["partialFingerprints"];
        for (key, digits) in [("primaryLocationLineHash", 1..=16), ("oep45/v1", 32..=32)] {
            let well_formed = |print: &Value| {
                text(print).split_once(':').is_some_and(|(hash, times)| {
                    digits.contains(&hash.len())
                        && u128::from_str_radix(hash, 16).is_ok()
                        && times.parse::<u32>().is_ok()
                })
            };
            let absent = key == "oep45/v1" && prints.get(key).is_none();
            self.unless(absent || well_formed(&prints[key]), || format!("{key} is {}", prints[key]));
        }
    }

    /// Every artifact location and region, wherever it stands.
    fn locations(&mut self, value: &Value, bases: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.locations(item, bases)),
            Value::Object(fields) => {
                if let Some(uri) = fields.get("uri") {
                    let uri = text(uri);
                    let base = fields.get("uriBaseId").map(text);
                    let relative = !uri.is_empty() && !uri.starts_with('/') && !uri.contains(':');
                    self.unless(base.is_none() || relative, || format!("`{uri}` is not relative [3.4.4]"));
                    let known = base.is_none_or(|base| bases.get(base).is_some());
                    self.unless(known, || format!("the base of `{uri}` is not said [3.14.14]"));
                }
                for region in ["region", "deletedRegion"].iter().filter_map(|name| fields.get(*name)) {
                    let at = |field: &str| region[field].as_u64().unwrap_or_default();
                    let (start, end) = ((at("startLine"), at("startColumn")), (at("endLine"), at("endColumn")));
                    self.unless(start <= end && start.0 > 0 && start.1 > 0, || format!("{region} is no region [3.30]"));
                }
                fields.values().for_each(|field| self.locations(field, bases));
            }
            _ => {}
        }
    }
}

/// The ids that a message links to.
fn links(message: &str) -> Vec<u64> {
    message.split("](").skip(1).filter_map(|rest| rest.split_once(')')?.0.parse().ok()).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn index(value: &Value) -> usize {
    value.as_u64().map_or(usize::MAX, |index| usize::try_from(index).unwrap())
}

/// Each fault is found in a log that has it.
#[test]
fn the_check_finds_faults() {
    let faulty: BTreeMap<&str, Value> = BTreeMap::from([
        ("/runs/0/results/0/ruleIndex", 0.into()),
        ("/runs/0/results/0/relatedLocations/0/id", 7.into()),
        ("/runs/0/results/0/partialFingerprints/oep45~1v1", "7".into()),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri", "/etc/passwd".into()),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uriBaseId", "ROOT".into()),
        ("/runs/0/results/0/locations/0/physicalLocation/region/endLine", 1.into()),
        ("/runs/0/tool/driver/rules/0/id", "zzz".into()),
        ("/runs/0/tool/driver/rules/0/shortDescription/text", "x".repeat(1025).into()),
        ("/runs/0/tool/driver/rules/0/properties/security-severity", "11".into()),
        ("/runs/0/invocations/0/toolExecutionNotifications/0/descriptor/index", 1.into()),
    ]);
    let found = super::finding(&super::dockerfile("FROM a\nRUN ansible\n"), "ansible", |finding| {
        finding.label(super::span(0, 4), "here");
    });
    let log = super::log_with(&[found], &super::notices(), &super::Options::default());
    for (place, wrong) in faulty {
        let mut faulty = log.clone();
        *faulty.pointer_mut(place).unwrap_or_else(|| panic!("{place} is no place")) = wrong;
        assert!(!beyond_the_schema(&faulty).is_empty(), "{place}");
    }
    let mut misspelt = log;
    misspelt["runs"][0]["result"] = Value::Null;
    assert!(!SCHEMA.is_valid(&misspelt));
}
