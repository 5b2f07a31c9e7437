static float transformed(float margin) {
  return margin;
}

