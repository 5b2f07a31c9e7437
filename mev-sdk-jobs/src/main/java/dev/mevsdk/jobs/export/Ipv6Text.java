package dev.mevsdk.jobs.export;

/** An IPv6 address as inet_ntop prints it: the longest run of zero groups shortened, mapped IPv4 in dotted form. */
final class Ipv6Text {
    private static final int GROUPS = 8;

    private Ipv6Text() {}

    static String of(byte[] bytes, int start) {
        int[] groups = new int[GROUPS];
        for (int g = 0; g < GROUPS; g++) {
            groups[g] = (bytes[start + 2 * g] & 255) << 8 | bytes[start + 2 * g + 1] & 255;
        }
        int zerosFrom = longestZeros(groups);
        int zerosTo = zerosFrom < 0 ? -1 : endOfZeros(groups, zerosFrom);
        StringBuilder text = new StringBuilder(39);
        for (int g = 0; g < GROUPS; g++) {
            if (g == zerosFrom) {
                text.append("::");
                g = zerosTo - 1;
            } else {
                if (g > 0 && g != zerosTo) {
                    text.append(':');
                }
                if (g == 6 && zerosFrom == 0 && (zerosTo == 6 || zerosTo == 5 && groups[5] == 0xffff)) {
                    return appendIpv4(text, groups[6], groups[7]);
                }
                text.append(Integer.toHexString(groups[g]));
            }
        }
        return text.toString();
    }

    private static String appendIpv4(StringBuilder text, int high, int low) {
        return text.append(high >> 8)
                .append('.')
                .append(high & 255)
                .append('.')
                .append(low >> 8)
                .append('.')
                .append(low & 255)
                .toString();
    }

    /** Where the first of the longest runs of at least two zero groups starts, or -1. */
    private static int longestZeros(int[] groups) {
        int best = -1;
        int bestLength = 1;
        for (int g = 0; g < GROUPS; g++) {
            int length = endOfZeros(groups, g) - g;
            if (length > bestLength) {
                best = g;
                bestLength = length;
            }
        }
        return best;
    }

    private static int endOfZeros(int[] groups, int from) {
        int to = from;
        while (to < GROUPS && groups[to] == 0) {
            to++;
        }
        return to;
    }
}
