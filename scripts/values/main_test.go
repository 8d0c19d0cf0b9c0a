package main

import (
	"strings"
	"testing"
)

func TestRun_arguments(t *testing.T) {
	t.Parallel()
	if err := run(nil, nil); err == nil || !strings.Contains(err.Error(), "want the folder of an environment") {
		t.Errorf("%v", err)
	}
}
