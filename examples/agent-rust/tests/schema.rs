//! `src/proto` is committed: its field numbers and names are those of the schemas.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Lines such as `repeated Leg legs = 1;` within a message, as (name, number).
fn fields_of_schema(file: &str) -> BTreeSet<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proto").join(file);
    let text = fs::read_to_string(path).unwrap();
    let mut in_enum = false;
    let mut fields = BTreeSet::new();
    for line in text.lines().map(|line| line.split("//").next().unwrap_or("").trim()) {
        in_enum = (in_enum && line != "}") || line.starts_with("enum ");
        let Some((left, number)) = line.strip_suffix(';').and_then(|line| line.split_once(" = "))
        else {
            continue;
        };
        if let Some((_, name)) = left.rsplit_once(' ')
            && !in_enum
            && number.bytes().all(|digit| digit.is_ascii_digit())
        {
            fields.insert((name.to_owned(), number.to_owned()));
        }
    }
    fields
}

/// Attributes `tag = "1"` with the field or variant below them, as (name, number).
fn fields_of_code(file: &str) -> BTreeSet<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/proto").join(file);
    let text = fs::read_to_string(path).unwrap();
    let mut number = None;
    let mut fields = BTreeSet::new();
    for line in text.lines().map(str::trim) {
        if let Some((_, rest)) = line.split_once("tag = \"") {
            number = rest.split('"').next().map(str::to_owned);
        } else if let Some(tag) = number.take() {
            let name = line.trim_start_matches("pub ").trim_start_matches("r#");
            let name: String =
                name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            fields.insert((snake(&name), tag));
        }
    }
    fields
}

/// `TipFloor` is `tip_floor`: variants of a oneof.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

#[test]
fn generated_code_has_the_fields_of_the_schemas() {
    for (schema, code) in [("market.proto", "market.rs"), ("realtime.proto", "realtime.rs")] {
        let expected = fields_of_schema(schema);
        assert!(expected.len() > 20, "{schema}: {} fields", expected.len());
        let found = fields_of_code(code);
        let missing: Vec<_> = expected.difference(&found).collect();
        assert!(missing.is_empty(), "{code} lacks {missing:?}: cargo build --features generate");
    }
}
