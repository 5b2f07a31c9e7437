static int listed(const int32_t* set, uint32_t count, float value) {
  if (!(value >= 0.0f && value < 16777216.0f)) return 0;
  int32_t category = (int32_t)value;
  for (uint32_t i = 0; i < count; i++)
    if (set[i] == category) return 1;
  return 0;
}

/* A missing value (-1 in all bits) is a NaN as a float. A right child follows its left sibling. */
static float margin(const union Entry* data) {
  float sum = float_of(BASE_MARGIN);
  for (uint32_t t = 0; t < TREES; t++) {
    uint32_t node = roots[t];
    while (left[node] >= 0) {
      const int32_t meta = features[node];
      const float value = data[meta & FEATURE_MASK].fvalue;
      int right;
      if (value != value) {
        right = !(meta & DEFAULT_LEFT);
      } else if (!(meta & CATEGORICAL)) {
        right = !(value < float_of(values[node]));
      } else {
        const uint32_t set = values[node];
        right = listed(categories + set_begins[set], set_begins[set + 1] - set_begins[set], value);
      }
      node = (uint32_t)left[node] + (uint32_t)right;
    }
    sum += float_of(values[node]);
  }
  return sum;
}

