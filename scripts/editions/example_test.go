package editions_test

import (
	"path/filepath"
	"testing"

	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/scripts/editions"
)

const examples = "../../examples"

func load(t *testing.T, name string) *editions.Example {
	t.Helper()
	e, err := editions.Load(examples, name)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// The page of an example's last edition is in its folder.
func TestExample_Document(t *testing.T) {
	t.Parallel()
	for _, name := range editions.Names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := load(t, name).Document(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			golden.Compare(t, filepath.Join(examples, name, "page.html"), render.HTML(d))
		})
	}
}
