static float transformed(float margin) {
  const float exponent = -margin < 88.7f ? -margin : 88.7f;
  const float denominator = expf(exponent) + 1.0f + 1e-16f;
  return 1.0f / denominator;
}

