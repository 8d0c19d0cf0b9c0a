package main

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDecode(t *testing.T) {
	t.Parallel()
	got, err := decode([]byte(`
		{"Dir": "/go/src/fmt", "Standard": true}
		{"Dir": "/cache/m@v1/a", "Module": {"Path": "example.org/m", "Version": "v1", "Dir": "/cache/m@v1"}}
		{"Dir": "/fanlight/pkg/text", "Module": {"Path": "example.org/fanlight", "Main": true, "Dir": "/fanlight"}}`), "/go")
	if err != nil {
		t.Fatal(err)
	}
	want := []linked{
		{Dir: "/go/src/fmt", Standard: true, Module: module{Path: "go", Dir: "/go"}},
		{Dir: "/cache/m@v1/a", Module: module{Path: "example.org/m", Version: "v1", Dir: "/cache/m@v1"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("packages (-want +got):\n%s", diff)
	}
	if _, err := decode([]byte(`{"Dir": 1}`), "/go"); err == nil {
		t.Error("decode takes a folder that is a number")
	}
}

func TestTarget_list(t *testing.T) {
	t.Parallel()
	root, err := goRoot()
	if err != nil {
		t.Fatal(err)
	}
	all, err := target{packages: "../../functions/janitor", system: "linux", tags: "lambda.norpc"}.list(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"go", "github.com/aws/aws-lambda-go"} {
		if !slices.ContainsFunc(all, func(p linked) bool { return p.Module.Path == path }) {
			t.Errorf("the janitor does not link %s", path)
		}
	}
}
