EXPORT int32_t get_num_target(void) { return 1; }
EXPORT void get_num_class(int32_t* out) { out[0] = 1; }
EXPORT int32_t get_num_feature(void) { return FEATURES; }
EXPORT const char* get_threshold_type(void) { return "float32"; }
EXPORT const char* get_leaf_output_type(void) { return "float32"; }
EXPORT void predict(union Entry* data, int pred_margin, float* result) {
  result[0] += margin(data);
  if (!pred_margin) result[0] = transformed(result[0]);
}
