/* An integer ordered as the float is; both zeros are one value. */
static inline int64_t ordered(float value) {
  int32_t bits;
  value += 0.0f;
  memcpy(&bits, &value, sizeof bits);
  return bits ^ ((bits >> 31) & INT32_MAX);
}

/* Whole numbers from 0 to 2^24 - 1 are categories; the fraction is cut off. */
static int listed(const int32_t* set, uint32_t count, float value) {
  if (!(value >= 0.0f && value < 16777216.0f)) return 0;
  int32_t category = (int32_t)value;
  for (uint32_t i = 0; i < count; i++)
    if (set[i] == category) return 1;
  return 0;
}

/* Answers every question: 1 is right. A missing value (-1 in all bits) is a NaN as a float. */
static void answer(const union Entry* data, uint8_t* row) {
  for (uint32_t i = 0; i < RANGES; i++) {
    const struct question q = ranges[i];
    const float value = data[q.feature].fvalue;
    uint32_t ones;
    if (value != value) {
      ones = q.default_left ? 0 : q.count;
    } else {
      const int64_t key = ordered(value);
      uint32_t low = q.begin, left = q.count;
      while (left > 1) {
        const uint32_t half = left >> 1;
        low += key >= keys[low + half - 1] ? half : 0;
        left -= half;
      }
      ones = low - q.begin + (key >= keys[low] ? 1 : 0);
    }
    memset(row + q.begin, 1, ones);
    memset(row + q.begin + ones, 0, q.count - ones);
  }
  for (uint32_t i = 0; i < SETS; i++) {
    const struct question q = sets[i];
    const float value = data[q.feature].fvalue;
    row[FIRST_SET + i] = value != value ? !q.default_left : listed(categories + q.begin, q.count, value);
  }
}

static float margin(const union Entry* data) {
  uint8_t row[QUESTIONS];
  row[0] = 0;
  answer(data, row);
  float sum = float_of(BASE_MARGIN);
  for (uint32_t g = 0; g < GROUPS; g++) {
    const uint32_t depth = groups[g].depth, width = 1u << depth;
    const uint16_t* n = nodes + groups[g].begin;
    const uint32_t* l = leaves + groups[g].begin;
    uint32_t i0 = 1, i1 = 1, i2 = 1, i3 = 1, i4 = 1, i5 = 1, i6 = 1, i7 = 1;
    const uint16_t *n1 = n + width, *n2 = n1 + width, *n3 = n2 + width, *n4 = n3 + width;
    const uint16_t *n5 = n4 + width, *n6 = n5 + width, *n7 = n6 + width;
    for (uint32_t step = 0; step < depth; step++) {
      i0 = 2 * i0 + row[n[i0]];
      i1 = 2 * i1 + row[n1[i1]];
      i2 = 2 * i2 + row[n2[i2]];
      i3 = 2 * i3 + row[n3[i3]];
      i4 = 2 * i4 + row[n4[i4]];
      i5 = 2 * i5 + row[n5[i5]];
      i6 = 2 * i6 + row[n6[i6]];
      i7 = 2 * i7 + row[n7[i7]];
    }
    sum += float_of(l[i0 - width]);
    sum += float_of(l[i1]);
    sum += float_of(l[width + i2]);
    sum += float_of(l[2 * width + i3]);
    sum += float_of(l[3 * width + i4]);
    sum += float_of(l[4 * width + i5]);
    sum += float_of(l[5 * width + i6]);
    sum += float_of(l[6 * width + i7]);
  }
  return sum;
}

