//! Numbers as Java has them, where Rust's own differ.

/// To the nearest whole number, halves up; saturates, and NaN is 0.
pub fn round(value: f64) -> i64 {
    let floor = value.floor();
    (if value - floor >= 0.5 { floor + 1.0 } else { floor }) as i64
}

/// The larger one, NaN when either is; 0 is larger than -0.
pub fn max(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if a == b {
        if a.is_sign_negative() { b } else { a }
    } else if a > b {
        a
    } else {
        b
    }
}

/// The smaller one of two numbers that are neither NaN nor -0.
pub fn min(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// The shortest decimal that reads back as the same finite double, in the form of Java's `Double.toString`: two digits
/// at least, and scientific below 1e-3 and from 1e7 on.
pub fn text(value: f64) -> String {
    if value == 0.0 {
        return if value.is_sign_negative() { "-0.0" } else { "0.0" }.to_owned();
    }
    let shortest = shortest(value);
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-3..7).contains(&exponent) {
        plain(mantissa, exponent)
    } else {
        format!("{mantissa}E{exponent}")
    }
}

/// Of as few digits as read back, but two at least, the nearest; of two as near, the even one. `d.dde-d`.
fn shortest(value: f64) -> String {
    let short = format!("{value:e}");
    let digits = short.split('e').next().unwrap_or("").bytes().filter(u8::is_ascii_digit).count();
    // The first is one of those that read back, but of two as near it may be the odd one.
    let nearest = format!("{value:.0$e}", digits.max(2) - 1);
    if nearest.parse() == Ok(value) { nearest } else { short }
}

/// Moves the point of `d.ddd` by the exponent.
fn plain(mantissa: &str, exponent: i32) -> String {
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits = digits.replace('.', "");
    let digits = trimmed(&digits);
    if exponent < 0 {
        let zeros = "0".repeat((-exponent - 1) as usize);
        return format!("{sign}0.{zeros}{digits}");
    }
    let whole = exponent as usize + 1;
    let digits = format!("{digits:0<width$}", width = whole + 1);
    format!("{sign}{}.{}", &digits[..whole], &digits[whole..])
}

fn trimmed(digits: &str) -> &str {
    let kept = digits.trim_end_matches('0');
    if kept.is_empty() { "0" } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_javas() {
        let cases = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (-1.0, "-1.0"),
            (0.5, "0.5"),
            (100.0, "100.0"),
            (120.5, "120.5"),
            (9_999_999.0, "9999999.0"),
            (1e7, "1.0E7"),
            (12_345_678.9, "1.23456789E7"),
            (1e-3, "0.001"),
            (0.00123, "0.00123"),
            (9.99e-4, "9.99E-4"),
            (1.0 / 3.0, "0.3333333333333333"),
            (2e23, "2.0E23"),
            (1_281_479_675_502_074.3, "1.2814796755020742E15"),
            (9_007_199_254_740_992.0, "9.007199254740992E15"),
            (5e-324, "4.9E-324"),
            (f64::MAX, "1.7976931348623157E308"),
        ];
        for (value, expected) in cases {
            assert_eq!(text(value), expected);
        }
    }

    #[test]
    fn halves_are_rounded_up_and_what_is_just_below_is_not() {
        assert_eq!(round(2.5), 3);
        assert_eq!(round(-2.5), -2);
        assert_eq!(round(0.49999999999999994), 0);
        assert_eq!(round(4503599627370497.0), 4503599627370497);
        assert_eq!(round(f64::NAN), 0);
        assert_eq!(round(1e300), i64::MAX);
    }

    #[test]
    fn max_keeps_nan() {
        assert!(max(0.0, f64::NAN).is_nan());
        assert!(max(-0.0, 0.0).is_sign_positive());
        assert_eq!(max(1.0, 2.0), 2.0);
    }
}
