package fanlight_test

import (
	"bytes"
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"
)

// pages returns the pages that people read, by path.
func pages(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("docs/*.md")
	if err != nil || len(paths) == 0 {
		t.Fatalf("find the pages: %v, %v", paths, err)
	}
	all := map[string]string{}
	examples, err := filepath.Glob("examples/*/README.md")
	if err != nil || len(examples) < 6 {
		t.Fatalf("find the pages of the examples: %v, %v", examples, err)
	}
	paths = append(paths, examples...)
	for _, path := range append(paths, "examples/README.md", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[path] = string(text)
	}
	return all
}

func TestTheReferenceHasEveryKeyOfAReportFile(t *testing.T) {
	t.Parallel()
	page := pages(t)["docs/report-file.md"]
	words := append(keysOfTheLoader(t), kindsOfDestination(t)...)
	if len(words) < 50 {
		t.Fatalf("the loader knows %d keys only: %v; has it changed its form?", len(words), words)
	}
	for _, word := range words {
		if !strings.Contains(page, "`"+word+"`") {
			t.Errorf("docs/report-file.md does not have `%s`", word)
		}
	}
}

// keysOfTheLoader reads the words that the loader lists as known or as later:
// literals of its type keys, one word or several in each string.
func keysOfTheLoader(t *testing.T) (words []string) {
	t.Helper()
	inspect(t, "pkg/report/source", func(n ast.Node) {
		list, ok := n.(*ast.CompositeLit)
		if !ok || !isNamed(list.Type, "keys") {
			return
		}
		for _, field := range list.Elts {
			if pair, ok := field.(*ast.KeyValueExpr); ok && (isNamed(pair.Key, "known") || isNamed(pair.Key, "later")) {
				words = append(words, wordsIn(pair.Value)...)
			}
		}
	})
	return words
}

// kindsOfDestination reads the constants of type report.Kind.
func kindsOfDestination(t *testing.T) (words []string) {
	t.Helper()
	inspect(t, "pkg/report", func(n ast.Node) {
		if spec, ok := n.(*ast.ValueSpec); ok && isNamed(spec.Type, "Kind") {
			for _, value := range spec.Values {
				words = append(words, wordsIn(value)...)
			}
		}
	})
	return words
}

// inspect calls visit for every node of a package's files, tests excepted.
func inspect(t *testing.T, folder string, visit func(ast.Node)) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool { visit(n); return true })
	}
}

func isNamed(n ast.Expr, name string) bool {
	id, ok := n.(*ast.Ident)
	return ok && id.Name == name
}

func wordsIn(n ast.Expr) (words []string) {
	ast.Inspect(n, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if text, err := strconv.Unquote(literal.Value); err == nil {
				words = append(words, strings.Fields(text)...)
			}
		}
		return true
	})
	return words
}

var (
	fenced  = regexp.MustCompile("(?ms)^```.*?^```$")
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.+)$`)
	remote  = regexp.MustCompile(`^[a-z]+:`)
)

func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	for path, page := range pages(t) {
		for _, match := range link.FindAllStringSubmatch(fenced.ReplaceAllString(page, ""), -1) {
			target, anchor, _ := strings.Cut(match[1], "#")
			if remote.MatchString(target) {
				continue
			}
			file := path
			if target != "" {
				file = filepath.Join(filepath.Dir(path), target)
			}
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s links to %s: %v", path, match[1], err)
			} else if anchor != "" && !slices.Contains(anchors(t, file), anchor) {
				t.Errorf("%s links to %s, a heading that is not there", path, match[1])
			}
		}
	}
}

var picture = regexp.MustCompile(`(?:src|srcset)="([^"]+)"`)

func TestPicturesExist(t *testing.T) {
	t.Parallel()
	found := 0
	for path, page := range pages(t) {
		for _, match := range picture.FindAllStringSubmatch(fenced.ReplaceAllString(page, ""), -1) {
			found++
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), match[1])); err != nil {
				t.Errorf("%s shows %s: %v", path, match[1], err)
			}
		}
	}
	if found < 2 {
		t.Errorf("%d pictures, want the README's in light and dark", found)
	}
}

// path matches a path of the repository in backquotes, with a folder in it.
var path = regexp.MustCompile("`((?:pkg|cmd|functions|terraform|scripts|examples|docs)/[a-z0-9_./-]+)`")

func TestPathsExist(t *testing.T) {
	t.Parallel()
	for page, text := range pages(t) {
		for _, match := range path.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(match[1]); err != nil {
				t.Errorf("%s names %s: %v", page, match[1], err)
			}
		}
	}
}

// anchors are the names that GitHub gives to a page's headings.
func anchors(t *testing.T, path string) (names []string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dropped := regexp.MustCompile(`[^a-z0-9 _-]`)
	for _, match := range heading.FindAllStringSubmatch(fenced.ReplaceAllString(string(text), ""), -1) {
		name := dropped.ReplaceAllString(strings.ToLower(match[1]), "")
		names = append(names, strings.ReplaceAll(name, " ", "-"))
	}
	return names
}

// session is a command of a page and what the page shows of its output.
type session struct {
	page    string
	line    int
	command string
	output  string
}

func TestSessionsAreTrue(t *testing.T) {
	t.Parallel()
	var tried int
	for path, page := range pages(t) {
		for _, s := range sessions(path, page) {
			run, known := programs[arguments(s.command)[0]]
			if !known {
				t.Errorf("%s:%d: no test runs %q: mark the block sh", s.page, s.line, s.command)
				continue
			}
			tried++
			s.try(t, run)
		}
	}
	if tried == 0 {
		t.Error("no page shows a session")
	}
}

// try holds the page to what the program writes. A command whose output is not
// shown has to succeed.
func (s session) try(t *testing.T, run program) {
	t.Helper()
	output, status := run(t.Context(), arguments(s.command)[1:])
	if s.output == "" && status == 0 {
		return
	}
	if diff := cmp.Diff(strings.Split(s.output, "\n"), strings.Split(output, "\n")); diff != "" {
		t.Errorf("%s:%d: %s (-page +program)\n%s", s.page, s.line, s.command, diff)
	}
}

const prompt = "$ "

// sessions reads the console blocks of a page: a prompt begins a command, and
// what follows up to the next prompt is its output. Blocks of shell commands
// that need a server or another program are marked sh, and not tried.
func sessions(path, page string) (all []session) {
	inside := false
	for i, line := range strings.Split(page, "\n") {
		switch {
		case strings.HasPrefix(line, "```"):
			inside = line == "```console"
		case inside && strings.HasPrefix(line, prompt):
			all = append(all, session{page: path, line: i + 1, command: strings.TrimPrefix(line, prompt)})
		case inside && len(all) > 0:
			all[len(all)-1].output += line + "\n"
		}
	}
	return all
}

// arguments splits a command at blanks outside quotes.
func arguments(command string) (args []string) {
	var quote rune
	arg, begun := "", false
	for _, r := range command + " " {
		switch {
		case quote == 0 && r == ' ':
			if begun {
				args = append(args, arg)
			}
			arg, begun = "", false
		case quote == 0 && (r == '\'' || r == '"'):
			quote, begun = r, true
		case r == quote:
			quote = 0
		default:
			arg, begun = arg+string(r), true
		}
	}
	return args
}

// program runs a command of a page and returns what it writes and its exit
// status.
type program func(ctx context.Context, args []string) (output string, status int)

var programs = map[string]program{"fanlight": carriedOut, "make": made}

// made runs a target of the Makefile; what the Go tool writes on stderr is not
// of the page.
func made(ctx context.Context, args []string) (output string, status int) {
	cmd := exec.CommandContext(ctx, "make", append([]string{"--no-print-directory"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return string(out) + err.Error(), 1
	}
	return string(out), 0
}

// carriedOut runs the program at noon of the day that the examples end in,
// without a terminal, and returns all that it writes and its exit status.
func carriedOut(ctx context.Context, args []string) (output string, status int) {
	var out bytes.Buffer
	s := cli.OS()
	s.In, s.Out, s.Err = strings.NewReader(""), &out, &out
	s.Getenv = func(string) string { return "" }
	s.Now = func() time.Time { return time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC) }
	s.Width = func(io.Writer) int { return 0 }
	status = cli.Run(ctx, args, s)
	return out.String(), status
}

// The workflow of docs/ci.md is YAML, short, and runs a script that is there, with its OUT.
func TestWorkflowOfCI(t *testing.T) {
	t.Parallel()
	_, block, _ := strings.Cut(pages(t)["docs/ci.md"], "```yaml\n")
	block, _, _ = strings.Cut(block, "```")
	var workflow struct {
		Jobs map[string]struct {
			Steps []struct {
				Run string
				Env map[string]string
			}
		}
	}
	if err := yaml.Unmarshal([]byte(block), &workflow); err != nil {
		t.Fatal(err)
	}
	var scripts int
	for _, step := range workflow.Jobs["reports"].Steps {
		script := strings.Fields(step.Run + " -")[0]
		if strings.HasPrefix(script, "scripts/") {
			scripts++
			if info, err := os.Stat(script); err != nil || info.Mode()&0o111 == 0 {
				t.Errorf("%s cannot be run: %v", script, err)
			}
		}
		if strings.HasPrefix(step.Run, "gh ") && !strings.Contains(step.Run, "out/summary.md") || scripts > 0 && step.Env["OUT"] != "" && step.Env["OUT"] != "out" {
			t.Errorf("%+v", step)
		}
	}
	if lines := strings.Count(block, "\n"); scripts != 1 || lines > 25 {
		t.Errorf("%d scripts, %d lines:\n%s", scripts, lines, block)
	}
}

// The table of fuzz targets has each target, with the packages that have it.
func TestDocumentedFuzzTargets(t *testing.T) {
	t.Parallel()
	got, want := map[string]bool{}, map[string]bool{}
	row := regexp.MustCompile(`(?m)^\| (.*` + "`Fuzz.*)" + ` \| (.*) \|$`)
	quoted := regexp.MustCompile("`([^`]+)`")
	for _, cells := range row.FindAllStringSubmatch(pages(t)["docs/development.md"], -1) {
		for _, target := range quoted.FindAllStringSubmatch(cells[1], -1) {
			for _, folder := range quoted.FindAllStringSubmatch(cells[2], -1) {
				got[folder[1]+" "+target[1]] = true
			}
		}
	}
	for _, f := range goFiles(t) {
		for _, d := range f.tree.Decls {
			if function, ok := d.(*ast.FuncDecl); ok && f.isTest() && strings.HasPrefix(function.Name.Name, "Fuzz") {
				want[filepath.ToSlash(filepath.Dir(f.path))+" "+function.Name.Name] = true
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
		t.Errorf("fuzz targets (-code +docs/development.md)\n%s", diff)
	}
}
