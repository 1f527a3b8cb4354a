other/manifest.json: \
  minutes/a.md \
  council/pack.yaml \
  council/schema.yaml \
  council/rules.yaml \
  factloom.yaml \
  council \
  minutes
minutes/a.md:
council/pack.yaml:
council/schema.yaml:
council/rules.yaml:
factloom.yaml:
council:
minutes:
