/* A tree model as data. Margins are bit-equal to XGBoost's: base margin, then the leaves in order, in float. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

union Entry { int missing; float fvalue; int qvalue; };

static inline float float_of(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

