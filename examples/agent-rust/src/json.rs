//! A strict JSON reader for records that come from elsewhere: bounded in size and depth, and a repeated field is an
//! error, so that no two readers can take the same bytes for different commands. UTF-8, a mark of it in front or not.

use std::collections::BTreeMap;

const MAX_BYTES: usize = 64 * 1024;
const MAX_DEPTH: usize = 8;
const MAX_NUMBER: usize = 64;

#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    /// As written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(BTreeMap<String, Json>),
}

pub type Fields = BTreeMap<String, Json>;

/// Reads one object of at most 64 KiB.
pub fn object(bytes: &[u8]) -> Result<Fields, String> {
    object_within(bytes, MAX_BYTES)
}

/// Reads one object of at most that many bytes.
pub fn object_within(bytes: &[u8], max_bytes: usize) -> Result<Fields, String> {
    if bytes.len() > max_bytes {
        return Err(format!("body: at most {max_bytes} bytes"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "body: not valid JSON".to_owned())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { rest: text, depth: 0 };
    let Json::Object(fields) = reader.value()? else {
        return Err("body: a JSON object is required".to_owned());
    };
    reader.skip_space();
    if reader.rest.is_empty() { Ok(fields) } else { Err(invalid()) }
}

fn invalid() -> String {
    "body: not valid JSON".to_owned()
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Whether the next thing is this; then it is read.
    fn eat(&mut self, expected: &str) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self) -> Result<Json, String> {
        self.skip_space();
        match self.rest.as_bytes().first() {
            Some(b'{') => self.nested(Self::fields),
            Some(b'[') => self.nested(Self::items),
            Some(b'"') => self.text().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ if self.eat("true") => Ok(Json::Bool(true)),
            _ if self.eat("false") => Ok(Json::Bool(false)),
            _ if self.eat("null") => Ok(Json::Null),
            _ => Err(invalid()),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Json, String>) -> Result<Json, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(invalid());
        }
        self.rest = &self.rest[1..];
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn fields(&mut self) -> Result<Json, String> {
        let mut fields = BTreeMap::new();
        if self.eat("}") {
            return Ok(Json::Object(fields));
        }
        loop {
            self.skip_space();
            let name = self.text()?;
            if !self.eat(":") {
                return Err(invalid());
            }
            if fields.insert(name, self.value()?).is_some() {
                return Err(invalid());
            }
            if self.eat("}") {
                return Ok(Json::Object(fields));
            }
            if !self.eat(",") {
                return Err(invalid());
            }
        }
    }

    fn items(&mut self) -> Result<Json, String> {
        let mut items = Vec::new();
        if self.eat("]") {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value()?);
            if self.eat("]") {
                return Ok(Json::List(items));
            }
            if !self.eat(",") {
                return Err(invalid());
            }
        }
    }

    fn number(&mut self) -> Result<Json, String> {
        let end =
            self.rest.find(|c: char| !"+-.eE0123456789".contains(c)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        if number.len() > MAX_NUMBER || !is_number(number) {
            return Err(invalid());
        }
        self.rest = rest;
        Ok(Json::Number(number.to_owned()))
    }

    fn text(&mut self) -> Result<String, String> {
        self.rest = self.rest.strip_prefix('"').ok_or_else(invalid)?;
        let mut text = String::new();
        loop {
            let next = self.rest.chars().next().ok_or_else(invalid)?;
            self.rest = &self.rest[next.len_utf8()..];
            match next {
                '"' => return Ok(text),
                '\\' => text.push(self.escaped()?),
                control if (control as u32) < 0x20 => return Err(invalid()),
                other => text.push(other),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, String> {
        let kind = self.rest.chars().next().ok_or_else(invalid)?;
        self.rest = &self.rest[kind.len_utf8()..];
        match kind {
            '"' | '\\' | '/' => Ok(kind),
            'b' => Ok('\u{8}'),
            'f' => Ok('\u{c}'),
            'n' => Ok('\n'),
            'r' => Ok('\r'),
            't' => Ok('\t'),
            'u' => self.code_point(),
            _ => Err(invalid()),
        }
    }

    /// Half a character, which can be escaped and is none, becomes U+FFFD.
    fn code_point(&mut self) -> Result<char, String> {
        let mut units = vec![self.unit()?];
        let after = self.rest;
        if (0xD800..0xDC00).contains(&units[0])
            && let Some(rest) = after.strip_prefix("\\u")
        {
            self.rest = rest;
            units.push(self.unit()?);
        }
        let mut characters = char::decode_utf16(units);
        match characters.next() {
            Some(Ok(character)) => Ok(character),
            _ => {
                // What follows half a character is one of its own.
                self.rest = after;
                Ok(char::REPLACEMENT_CHARACTER)
            }
        }
    }

    fn unit(&mut self) -> Result<u16, String> {
        let digits = self.rest.get(..4).ok_or_else(invalid)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(invalid());
        }
        self.rest = &self.rest[4..];
        u16::from_str_radix(digits, 16).map_err(|_| invalid())
    }
}

/// `-? (0 | [1-9] digits) (. digits)? ([eE] [+-]? digits)?`
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let unsigned = |e: &str| is_digits(e.strip_prefix(['+', '-']).unwrap_or(e));
    is_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(unsigned)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_json() {
        let fields =
            object(br#" {"a":[1,-2.5e3,true,null,"x\u00e9\ud83d\ude00\n"],"b":{}} "#).unwrap();
        let Json::List(items) = &fields["a"] else { panic!() };
        assert_eq!(items[1], Json::Number("-2.5e3".to_owned()));
        assert_eq!(items[4], Json::Text("xé😀\n".to_owned()));
        assert_eq!(fields["b"], Json::Object(Fields::new()));
    }

    #[test]
    fn passes_over_a_mark_in_front_and_half_characters() {
        let json =
            "\u{feff}{\"a\":\"\\ud83d\",\"b\":\"\\ude00x\\ud83d\\u0041\\ud83d\\ud83d\\ude00\"}";
        let fields = object(json.as_bytes()).unwrap();
        assert_eq!(fields["a"], Json::Text("\u{fffd}".to_owned()));
        assert_eq!(fields["b"], Json::Text("\u{fffd}x\u{fffd}A\u{fffd}😀".to_owned()));
        assert!(object("\u{feff}\u{feff}{}".as_bytes()).is_err());
        let utf16: Vec<u8> = "{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(object(&utf16).is_err());
    }

    #[test]
    fn refuses_what_is_not() {
        let deep = format!("{{\"a\":{}1{}}}", "[".repeat(8), "]".repeat(8));
        let wrong = [
            "",
            "[]",
            "{",
            "{\"a\"}",
            "{\"a\":1,}",
            "{\"a\":01}",
            "{\"a\":1.}",
            "{\"a\":+1}",
            "{\"a\":1}x",
            "{\"a\":1,\"a\":2}",
            "{\"a\":\"\\u+123\"}",
            "{\"a\":\"\n\"}",
            "{a:1}",
            "{\"a\":NaN}",
            &deep,
        ];
        for text in wrong {
            assert!(object(text.as_bytes()).is_err(), "{text}");
        }
        assert!(object(&[b'{', b'"', 0xff, b'"', b':', b'1', b'}']).is_err());
        assert!(object(&vec![b' '; MAX_BYTES + 1]).is_err());
    }
}
