package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// dist makes a folder with one built function.
func dist(t *testing.T, program string, mode os.FileMode, modified time.Time) string {
	t.Helper()
	folder := t.TempDir()
	bootstrap := filepath.Join(folder, "worker", "bootstrap")
	if err := os.Mkdir(filepath.Dir(bootstrap), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(bootstrap, []byte(program), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(bootstrap, modified, modified); err != nil {
		t.Fatal(err)
	}
	return folder
}

// packed packs the function and returns what Terraform reads of it.
func packed(t *testing.T, folder string) pkg {
	t.Helper()
	if err := pack(folder, "../dist", []string{"worker"}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "packages.tfvars.json"))
	if err != nil {
		t.Fatal(err)
	}
	var vars struct{ Packages map[string]pkg }
	if err := json.Unmarshal(text, &vars); err != nil {
		t.Fatal(err)
	}
	return vars.Packages["worker"]
}

func TestPack(t *testing.T) {
	t.Parallel()

	t.Run("the same program gives the same zip", func(t *testing.T) {
		t.Parallel()
		one := packed(t, dist(t, "program", 0o755, time.Unix(1e9, 0)))
		two := packed(t, dist(t, "program", 0o600, time.Unix(2e9, 0)))
		if diff := cmp.Diff(one, two); diff != "" {
			t.Errorf("another file of the same content (-one +two):\n%s", diff)
		}
		if other := packed(t, dist(t, "another program", 0o755, time.Unix(1e9, 0))); other.Hash == one.Hash {
			t.Error("another program has the same hash")
		}
	})

	t.Run("Terraform reads the zip's hash", func(t *testing.T) {
		t.Parallel()
		folder := dist(t, "program", 0o755, time.Unix(1e9, 0))
		got := packed(t, folder)
		text, err := os.ReadFile(filepath.Join(folder, "worker.zip"))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		want := pkg{Path: "../dist/worker.zip", Hash: base64.StdEncoding.EncodeToString(sum[:])}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("package (-want +got):\n%s", diff)
		}
	})

	t.Run("function that was not built", func(t *testing.T) {
		t.Parallel()
		err := pack(t.TempDir(), "../dist", []string{"worker"})
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("pack without a built worker: %v, want that the file does not exist", err)
		}
	})
}
