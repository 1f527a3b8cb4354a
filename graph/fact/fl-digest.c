#include "fl-digest.h"

#include <nettle/sha2.h>
#include <string.h>

static const char DIGITS[] = "0123456789abcdef";

struct _FlDigest {
  struct sha256_ctx context;
};

FlDigest *
fl_digest_new(void)
{
  FlDigest *self = g_new(FlDigest, 1);
  sha256_init(&self->context);
  return self;
}

void
fl_digest_free(FlDigest *self)
{
  g_free(self);
}

void
fl_digest_add(FlDigest *self, const void *bytes, size_t length)
{
  sha256_update(&self->context, length, bytes);
}

void
fl_digest_add_text(FlDigest *self, const char *text)
{
  fl_digest_add(self, text, strlen(text) + 1);
}

const char *
fl_digest_finish(FlDigest *self, char buffer[FL_DIGEST_SIZE])
{
  unsigned char bytes[SHA256_DIGEST_SIZE];
  sha256_digest(&self->context, sizeof bytes, bytes);
  for (size_t i = 0; i < sizeof bytes; i++) {
    buffer[2 * i] = DIGITS[bytes[i] >> 4];
    buffer[2 * i + 1] = DIGITS[bytes[i] & 0xf];
  }
  buffer[FL_DIGEST_SIZE - 1] = '\0';
  return buffer;
}

uint64_t
fl_digest_finish_number(FlDigest *self)
{
  unsigned char bytes[8];
  sha256_digest(&self->context, sizeof bytes, bytes);
  uint64_t number = 0;
  for (size_t i = 0; i < sizeof bytes; i++)
    number = number << 8 | bytes[i];
  return number;
}

const char *
fl_digest_of(const void *bytes, size_t length, char buffer[FL_DIGEST_SIZE])
{
  g_autoptr(FlDigest) digest = fl_digest_new();
  fl_digest_add(digest, bytes, length);
  return fl_digest_finish(digest, buffer);
}

bool
fl_digest_is(const char *text)
{
  return strlen(text) == FL_DIGEST_SIZE - 1 && strspn(text, DIGITS) == FL_DIGEST_SIZE - 1;
}
