/* time_library LIBRARY ROWS COLUMNS REPEATS: the least time of REPEATS passes over all rows, in ns per row, then each row's margin. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

union Entry { int missing; float fvalue; int qvalue; };
typedef float (*predict_fn)(union Entry*, int);

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

int main(int count, char** args) {
  if (count != 5) return 2;
  void* library = dlopen(args[1], RTLD_NOW | RTLD_LOCAL);
  predict_fn predict = library ? (predict_fn)dlsym(library, "predict") : NULL;
  FILE* file = fopen(args[2], "rb");
  if (!predict || !file) return 3;
  const size_t columns = strtoul(args[3], NULL, 10);
  fseek(file, 0, SEEK_END);
  const size_t rows = (size_t)ftell(file) / (columns * sizeof(union Entry));
  rewind(file);
  union Entry* data = malloc(rows * columns * sizeof *data);
  float* margins = malloc(rows * sizeof *margins);
  if (!data || !margins || fread(data, sizeof *data, rows * columns, file) != rows * columns) return 4;
  for (size_t i = 0; i < rows * columns; i++)
    if (data[i].fvalue != data[i].fvalue) data[i].missing = -1;
  double least = 1e300;
  for (long pass = strtol(args[4], NULL, 10); pass > 0; pass--) {
    const double start = now();
    for (size_t i = 0; i < rows; i++) margins[i] = predict(data + i * columns, 1);
    const double taken = (now() - start) / (double)rows;
    if (taken < least) least = taken;
  }
  printf("%.1f\n", least);
  for (size_t i = 0; i < rows; i++) {
    uint32_t bits;
    memcpy(&bits, margins + i, sizeof bits);
    printf("%08x\n", bits);
  }
  return 0;
}
