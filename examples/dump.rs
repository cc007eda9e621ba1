use oep45::parse;
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let source = oep45::text::Source::from_bytes(path.clone(), bytes);
        let tree = parse::parse(source.text());
        let joined: String = tree.nodes.iter().map(|n| tree.text(n)).collect();
        assert_eq!(joined, source.text(), "{path}");
        println!("F {path} {}", tree.templated);
        for i in &tree.instructions {
            let kw = if i.onbuild.is_some() { "ONBUILD".to_string() } else { i.keyword_text().to_uppercase() };
            let start = source.lines().line(i.span.start);
            println!("I {start} {kw} {}", i.heredocs.len());
        }
        for p in &tree.problems {
            let pos = source.position(p.span.start);
            println!("P {path}:{}:{} {} | {:?}", pos.line, pos.column, p.message, source.slice(p.span));
        }
    }
}
