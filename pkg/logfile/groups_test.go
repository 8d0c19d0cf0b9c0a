package logfile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/logfile"
)

func TestGroups(t *testing.T) {
	t.Parallel()
	const task = "0f1e2d3c-1111-4222-8333-444455556666/"
	tests := map[string]struct {
		files []string
		want  []string // names of groups and their folders
	}{
		"a folder a group":           {[]string{"api/a.log", "web/b.log", ".git/x"}, []string{"api api", "web web"}},
		"names with slashes":         {[]string{"aws/lambda/mail/a.log", "aws/lambda/pay/b.log"}, []string{"aws/lambda/mail aws/lambda/mail", "aws/lambda/pay aws/lambda/pay"}},
		"slashes that are escaped":   {[]string{"%2Faws%2Flambda%2Fmail/a.log"}, []string{"/aws/lambda/mail %2Faws%2Flambda%2Fmail"}},
		"folders in a group":         {[]string{"api/a.log", "api/old/b.log"}, []string{"api api"}},
		"exports":                    {[]string{"api/" + task + "host-a/000000.gz", "api/aws-logs-write-test", "web/c.log"}, []string{"api api", "web web"}},
		"one export":                 {[]string{task + "host-a/000000.gz"}, nil},
		"files":                      {[]string{"a.log", "old/b.log"}, nil},
		"documentation":              {[]string{"README.md", "aws/lambda/README", "aws/lambda/mail/a.log", "aws/lambda/pay/notes.MD", "aws/lambda/pay/b.log"}, []string{"aws/lambda/mail aws/lambda/mail", "aws/lambda/pay aws/lambda/pay"}},
		"the file of an export only": {[]string{"aws-logs-write-test", "api/b.log"}, []string{"api api"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{}
			for _, f := range test.files {
				files[f] = line
			}
			root := folder(t, files)
			groups, err := logfile.Groups(root)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, g := range groups {
				relative, _ := filepath.Rel(root, g.Folder) // it is below root
				got = append(got, g.Name+" "+relative)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	if _, err := logfile.Groups(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(err.Error(), "find log groups: ") {
		t.Errorf("Groups = %v, want an error", err)
	}
	deep := folder(t, map[string]string{strings.Repeat("a/", 20) + "b.log": line})
	if _, err := logfile.Groups(deep); err == nil || !strings.Contains(err.Error(), "want at most 16 folders") {
		t.Errorf("Groups of a deep folder = %v, want an error", err)
	}
}

// TestGroups_links checks that links to folders and to nothing do not make a folder that of
// a group, and that a link to a file does.
func TestGroups_links(t *testing.T) {
	t.Parallel()
	root := folder(t, map[string]string{"api/a.log": line, "other/.x": ""})
	for name, target := range map[string]string{"current": "api", "lost": "nowhere", "other/a.log": "api/a.log"} {
		if err := os.Symlink(filepath.Join(root, target), filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	groups, err := logfile.Groups(root)
	want := []logfile.Group{{Name: "api", Folder: filepath.Join(root, "api")}, {Name: "other", Folder: filepath.Join(root, "other")}}
	if diff := cmp.Diff(want, groups); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
}

func TestInTheWay(t *testing.T) {
	t.Parallel()
	root := folder(t, map[string]string{"aws/README.md": "", "aws/lambda/mail/a.log": line, "aws/lambda/notes.txt": "", "%2Fecs%2Fweb/a.log": line, "rds/b.txt": "", "rds/c.txt": "", "rds/db/log/a.log": line})
	for group, want := range map[string]string{
		"/aws/lambda/mail": "aws/lambda/notes.txt", "aws/lambda/mail": "aws/lambda/notes.txt", "/rds/db/log": "rds/b.txt", "/rds/db": "rds/b.txt",
		"/ecs/web": "", "/aws/lambda": "", "/aws/lambda/pay": "", "/rd": "", "": "",
	} {
		if want != "" {
			want = filepath.Join(root, want)
		}
		if got := logfile.InTheWay(root, group); got != want {
			t.Errorf("InTheWay(%s) = %s, want %s", group, got, want)
		}
	}
	if got := logfile.InTheWay(filepath.Join(root, "none"), "/a"); got != "" {
		t.Errorf("InTheWay = %s", got)
	}
}

func TestGroup_Is(t *testing.T) {
	t.Parallel()
	g := logfile.Group{Name: "aws/lambda/mail"}
	for name, want := range map[string]bool{"/aws/lambda/mail": true, "aws/lambda/mail": true, "/aws/lambda/pay": false} {
		if got := g.Is(name); got != want {
			t.Errorf("Is(%s) = %v", name, got)
		}
	}
}
