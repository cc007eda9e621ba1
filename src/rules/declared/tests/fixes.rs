//! What a page's `replace` makes of the text.

use super::findings_with;

#[test]
fn a_replacement_is_a_fix_of_the_primary_place() {
    let tables = "[match]\neach = \"copy\"\nwhere.keyword = \"ADD\"\nmessage = \"m\"\nprimary = \"keyword\"\n\
                  replace = \"COPY\"\nfix = \"use `COPY`\"";
    let findings = findings_with(tables, "", "FROM a\nADD b c\n");
    let fix = findings[0].fix.as_ref().unwrap();
    assert_eq!((fix.message.as_str(), fix.edits[0].replacement.as_str()), ("use `COPY`", "COPY"));
    assert_eq!(fix.edits[0].span, findings[0].primary.span);
}

#[test]
fn a_replacement_names_its_places() {
    let fixed = |replace: &str, file: &str| {
        let tables = format!("[match]\neach = \"arg\"\nmessage = \"m\"\nprimary = \"name\"\nreplace = {replace}");
        let fix = findings_with(&tables, "", file)[0].fix.clone()?;
        let edits =
            fix.edits.iter().map(|edit| (edit.span.of(file).to_owned(), edit.span.start, edit.replacement.clone()));
        Some((fix.message, edits.collect::<Vec<_>>()))
    };
    let (name, file) = ("A".to_owned(), "ARG A=b\n");
    assert_eq!(fixed("\"X\"", file), Some(("write `X`".to_owned(), vec![(name.clone(), 4, "X".to_owned())])));
    let removed = "{ span = \"value\", with = \"\" }";
    assert_eq!(fixed(removed, file), Some(("remove it".to_owned(), vec![("b".to_owned(), 6, String::new())])));
    let inserted = "{ after = \"value\", with = \"/{name}\" }";
    assert_eq!(fixed(inserted, file), Some(("insert `/A`".to_owned(), vec![(String::new(), 7, "/A".to_owned())])));
    let two = "[{ before = \"value\", with = \"c\" }, { span = \"name\", with = \"X\" }]";
    let edits = vec![(name, 4, "X".to_owned()), (String::new(), 6, "c".to_owned())];
    assert_eq!(fixed(two, file), Some(("rewrite it".to_owned(), edits)));
    assert_eq!(fixed(removed, "ARG A\n"), None, "what is absent has no place");
    assert_eq!(fixed("[{ span = \"name\", with = \"X\" }, { span = \"name\", with = \"Y\" }]", file), None);
}
