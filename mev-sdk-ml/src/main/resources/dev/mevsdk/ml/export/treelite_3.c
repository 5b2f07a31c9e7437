EXPORT size_t get_num_class(void) { return 1; }
EXPORT size_t get_num_feature(void) { return FEATURES; }
EXPORT const char* get_pred_transform(void) { return PRED_TRANSFORM; }
EXPORT float get_sigmoid_alpha(void) { return 1.0f; }
EXPORT float get_ratio_c(void) { return 1.0f; }
EXPORT float get_global_bias(void) { return float_of(BASE_MARGIN); }
EXPORT const char* get_threshold_type(void) { return "float32"; }
EXPORT const char* get_leaf_output_type(void) { return "float32"; }
EXPORT float predict(union Entry* data, int pred_margin) {
  const float sum = margin(data);
  return pred_margin ? sum : transformed(sum);
}
