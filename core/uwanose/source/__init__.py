"""YAML as raw scalars with positions, and edits that keep everything else. The only importer of ruamel.yaml."""
