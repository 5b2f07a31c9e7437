/* probe LIBRARY ABI ROWS COLUMNS WHAT: scores rows of raw floats through the library's C interface, one line of hex bits per row.
 * ABI is treelite_3 or tl2cgen_1; a NaN is handed over as missing; WHAT is margin, probability or describe. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

union Entry { int missing; float fvalue; int qvalue; };

static void* library;

static void* symbol(const char* name) {
  void* found = dlsym(library, name);
  if (!found) {
    fprintf(stderr, "missing symbol %s\n", name);
    exit(3);
  }
  return found;
}

typedef const char* (*text_fn)(void);
typedef float (*float_fn)(void);
typedef size_t (*size_fn)(void);
typedef int32_t (*int_fn)(void);

static void describe(int tl2cgen) {
  if (tl2cgen) {
    int32_t classes = 0;
    ((void (*)(int32_t*))symbol("get_num_class"))(&classes);
    printf("num_target %d\nnum_class %d\nnum_feature %d\n", ((int_fn)symbol("get_num_target"))(), classes,
           ((int_fn)symbol("get_num_feature"))());
  } else {
    printf("num_class %zu\nnum_feature %zu\npred_transform %s\nsigmoid_alpha %g\nratio_c %g\nglobal_bias %.9g\n",
           ((size_fn)symbol("get_num_class"))(), ((size_fn)symbol("get_num_feature"))(),
           ((text_fn)symbol("get_pred_transform"))(), ((float_fn)symbol("get_sigmoid_alpha"))(),
           ((float_fn)symbol("get_ratio_c"))(), ((float_fn)symbol("get_global_bias"))());
  }
  printf("threshold_type %s\nleaf_output_type %s\n", ((text_fn)symbol("get_threshold_type"))(),
         ((text_fn)symbol("get_leaf_output_type"))());
}

static float scored(void* predict, int tl2cgen, union Entry* row, int margin) {
  if (!tl2cgen) return ((float (*)(union Entry*, int))predict)(row, margin);
  float result = 0.0f;
  ((void (*)(union Entry*, int, float*))predict)(row, margin, &result);
  return result;
}

int main(int count, char** args) {
  if (count != 6) return 2;
  library = dlopen(args[1], RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    fprintf(stderr, "%s\n", dlerror());
    return 3;
  }
  const int tl2cgen = strcmp(args[2], "tl2cgen_1") == 0;
  if (strcmp(args[5], "describe") == 0) {
    describe(tl2cgen);
    return 0;
  }
  const size_t columns = strtoul(args[4], NULL, 10);
  void* predict = symbol("predict");
  union Entry* row = malloc(columns * sizeof *row);
  FILE* rows = fopen(args[3], "rb");
  if (!row || !rows) return 4;
  while (fread(row, sizeof *row, columns, rows) == columns) {
    for (size_t i = 0; i < columns; i++)
      if (row[i].fvalue != row[i].fvalue) row[i].missing = -1;
    const float value = scored(predict, tl2cgen, row, strcmp(args[5], "margin") == 0);
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    printf("%08x\n", bits);
  }
  return 0;
}
