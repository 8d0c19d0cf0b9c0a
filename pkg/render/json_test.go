package render_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestJSON(t *testing.T) {
	t.Parallel()
	rendertest.Golden(t, "json", func(d *fanlight.Document) string {
		b, err := render.JSON(d)
		if err != nil {
			return err.Error()
		}
		return string(b)
	}, "long") // which has hundreds of kilobytes
	t.Run("keeps every value", func(t *testing.T) {
		t.Parallel()
		for name, d := range rendertest.Documents() {
			encoded, err := render.JSON(d)
			if err != nil {
				t.Fatal(err)
			}
			var back, want fanlight.Document
			plain, _ := json.Marshal(d)
			if err := json.Unmarshal(encoded, &back); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := json.Unmarshal(plain, &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, back, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
			if strings.Contains(string(encoded), ": null") {
				t.Errorf("%s: a list is null", name)
			}
		}
	})
}
