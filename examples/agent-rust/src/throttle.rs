//! Leaves out a share of the events, always the same ones: agents and replays agree on which.

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// `throttle_pct` is 0 (none) to 100 (all).
pub fn leaves_out(event_id: &str, throttle_pct: u32) -> bool {
    // UTF-16 units, since the agents in Java hash those.
    let hash = event_id
        .encode_utf16()
        .fold(FNV_OFFSET, |hash, unit| (hash ^ u64::from(unit)).wrapping_mul(FNV_PRIME));
    // FNV's low bits are weak for short ids: spread them before taking the remainder.
    let spread = (hash ^ (hash >> 32)).wrapping_mul(MIX);
    (spread >> 16) % 100 < u64::from(throttle_pct)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_includes_less_and_the_share_is_about_right() {
        let ids: Vec<String> = (0..10_000).map(|i| format!("event-{i}")).collect();
        let left = ids.iter().filter(|id| leaves_out(id, 30)).count();
        assert!((2_700..3_300).contains(&left), "{left}");
        for id in &ids {
            assert!(!leaves_out(id, 0) && leaves_out(id, 100));
            assert!(!leaves_out(id, 30) || leaves_out(id, 60));
        }
    }
}
