package source

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBuilder_readDestinations_lenient(t *testing.T) {
	t.Parallel()
	src := edit(t, "  - stdout: {}", `  - telegram: { chat: "${chat}", token: "ssm:/${where}/token" }
    on_unknown: ${policy}
  - email: { from: "reports@${domain}", to: ["${team}"] }
owner: { file: { path: "${path}" } }`)
	r, notes, err := loadText(src, DefaultValues(), Options{LenientDeliver: true})
	if err != nil || len(notes) != 6 {
		t.Fatalf("notes %v, error %v", notes, err)
	}
	if got := r.Deliver[0].Telegram; got.Chat != "${chat}" || got.Token != "ssm:/${where}/token" {
		t.Errorf("telegram is %+v", got)
	}
	_, _, err = loadText(src, DefaultValues(), Options{})
	var problems Problems
	if errors.As(err, &problems); len(problems) != 6 {
		t.Errorf("without the option: %v", err)
	}
	_, _, err = loadText(edit(t, "24h", "${length}"), nil, Options{LenientDeliver: true})
	if err == nil {
		t.Error("an unknown name elsewhere passed")
	}
}

func TestNames_fill(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "  - stdout: {}", `  - stdout: {}
  - stdout: {}
  - { file: { path: a.txt }, name: stdout-2 }
  - { file: { path: b.txt }, on_unknown: skip }
owner: { stdout: {} }`), nil)
	var names []string
	for _, d := range append(r.Deliver, *r.Owner) {
		names = append(names, d.Name)
	}
	if diff := cmp.Diff([]string{"stdout", "stdout-3", "stdout-2", "file", "owner"}, names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
