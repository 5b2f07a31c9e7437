//! JSON as the agents in Java write it: compact, in the order of the calls.

use std::fmt::Write;

use crate::numbers;

#[derive(Default)]
pub struct JsonText {
    text: String,
}

impl JsonText {
    /// An object of what the body writes.
    pub fn of(body: impl FnOnce(&mut JsonText)) -> Vec<u8> {
        let mut out = JsonText::default();
        out.braced('{', '}', body);
        out.text.into_bytes()
    }

    pub fn object(&mut self, name: &str, body: impl FnOnce(&mut JsonText)) {
        self.name(name);
        self.braced('{', '}', body);
    }

    pub fn array(&mut self, name: &str, body: impl FnOnce(&mut JsonText)) {
        self.name(name);
        self.braced('[', ']', body);
    }

    /// An element of an array.
    pub fn element(&mut self, body: impl FnOnce(&mut JsonText)) {
        self.comma();
        self.braced('{', '}', body);
    }

    pub fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        self.quoted(value);
    }

    pub fn whole(&mut self, name: &str, value: i64) {
        self.name(name);
        self.text.push_str(&value.to_string());
    }

    /// Left out unless finite: JSON has no NaN, and an unknown value is absent.
    pub fn known(&mut self, name: &str, value: f64) {
        if value.is_finite() {
            self.number(name, value);
        }
    }

    pub fn number(&mut self, name: &str, value: f64) {
        self.name(name);
        self.double(value);
    }

    /// An element of an array.
    pub fn number_element(&mut self, value: f64) {
        self.comma();
        self.double(value);
    }

    fn double(&mut self, value: f64) {
        if value.is_finite() {
            self.text.push_str(&numbers::text(value));
        } else {
            let name = if value.is_nan() { "NaN" } else { "Infinity" };
            let sign = if value < 0.0 { "-" } else { "" };
            self.text.push_str(&format!("\"{sign}{name}\""));
        }
    }

    fn name(&mut self, name: &str) {
        self.comma();
        self.quoted(name);
        self.text.push(':');
    }

    fn comma(&mut self) {
        if !self.text.ends_with(['{', '[']) && !self.text.is_empty() {
            self.text.push(',');
        }
    }

    fn braced(&mut self, open: char, close: char, body: impl FnOnce(&mut JsonText)) {
        self.text.push(open);
        body(self);
        self.text.push(close);
    }

    fn quoted(&mut self, value: &str) {
        self.text.push('"');
        for character in value.chars() {
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\u{8}' => self.text.push_str("\\b"),
                '\t' => self.text.push_str("\\t"),
                '\n' => self.text.push_str("\\n"),
                '\u{c}' => self.text.push_str("\\f"),
                '\r' => self.text.push_str("\\r"),
                control if control < ' ' => self.unit(control as u16),
                beyond if beyond > '\u{ffff}' => {
                    // Java's generator escapes what UTF-16 needs two units for.
                    for unit in beyond.encode_utf16(&mut [0; 2]) {
                        self.unit(*unit);
                    }
                }
                other => self.text.push(other),
            }
        }
        self.text.push('"');
    }

    fn unit(&mut self, unit: u16) {
        let written = write!(self.text, "\\u{unit:04X}");
        debug_assert!(written.is_ok());
    }
}
