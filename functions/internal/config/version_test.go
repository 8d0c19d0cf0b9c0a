package config

import "testing"

func TestVersion(t *testing.T) {
	if got := Version(); got != "" {
		t.Errorf("the version of a test is %q, want none", got)
	}
	version = "v1.2.3"
	t.Cleanup(func() { version = "" })
	if got := Version(); got != "v1.2.3" {
		t.Errorf("the version of a release is %q", got)
	}
}
