package deliver_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestKinds(t *testing.T) {
	t.Parallel()
	want := []report.Kind{report.KindEmail, report.KindFile, report.KindStdout, report.KindTelegram}
	if diff := cmp.Diff(want, deliver.Kinds()); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
}
