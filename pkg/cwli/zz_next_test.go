package cwli_test

import (
	"os"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/cwlitest"
)

func TestNext(t *testing.T) {
	dir := os.Getenv("NEXT")
	if dir == "" {
		t.Skip()
	}
	cwlitest.RunScripts(t, engine{}, os.DirFS(dir))
}
