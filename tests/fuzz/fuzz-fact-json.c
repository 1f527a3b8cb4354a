/* The reader of facts: whatever the bytes, the outcome is an error or batches, which are then written, read
 * again and woven. */
#include "facts.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  g_autoptr(FlSchema) schema = NULL;
  g_autoptr(GPtrArray) batches = facts_read(bytes, length, &schema);
  if (batches != NULL)
    facts_check(schema, batches);
  return 0;
}
