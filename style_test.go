package fanlight_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
)

// goFile is a parsed Go file of the repository.
type goFile struct {
	path      string
	tree      *ast.File
	positions *token.FileSet
}

func (f goFile) isTest() bool { return strings.HasSuffix(f.path, "_test.go") }

// parsed holds every Go file of the repository, in the order of their paths. Environments come
// and go while tests run, and have none.
var parsed = sync.OnceValues(func() (all []goFile, err error) {
	environments := filepath.Join("terraform", "environments")
	err = filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err == nil && path == environments:
			return fs.SkipDir
		case err != nil || entry.IsDir() || filepath.Ext(path) != ".go":
			return err
		}
		f := goFile{path: path, positions: token.NewFileSet()}
		f.tree, err = parser.ParseFile(f.positions, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		all = append(all, f)
		return err
	})
	return all, err
})

// goFiles returns every Go file of the repository. Tests share them and change none.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	all, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// unclear are words that comments use rarely: the style page of
// docs/development.md says what to write instead.
var unclear = map[string]*regexp.Regexp{
	"tell, told": regexp.MustCompile(`(?i)\b(tells?|told|telling)\b`),
	"is what":    regexp.MustCompile(`(?i)\b(is|are) what\b`),
	"behind":     regexp.MustCompile(`(?i)\bbehind\b`),
	"beside":     regexp.MustCompile(`(?i)\bbesides?\b`),
	"whoever":    regexp.MustCompile(`(?i)\bwhoever\b`),
	"anew":       regexp.MustCompile(`(?i)\banew\b`),
	"is no":      regexp.MustCompile(`(?i)\b(is|are) no\b`),
}

func TestUnclearWordsAreRare(t *testing.T) {
	const most = 2 // per 1,000 comment lines, all of them together
	lines, hits, where := 0, 0, map[string][]string{}
	for _, f := range goFiles(t) {
		for _, group := range f.tree.Comments {
			text := group.Text()
			lines += strings.Count(text, "\n")
			for word, pattern := range unclear {
				n := len(pattern.FindAllString(strings.ReplaceAll(text, "\n", " "), -1))
				hits += n
				for range n {
					where[word] = append(where[word], f.positions.Position(group.Pos()).String())
				}
			}
		}
	}
	for _, word := range slices.Sorted(maps.Keys(unclear)) {
		t.Logf("words: %q %d times", word, len(where[word]))
	}
	t.Logf("words: %.1f of the seven in 1,000 comment lines (%d lines), want at most %d", 1000*float64(hits)/float64(lines), lines, most)
	if hits*1000 > most*lines {
		for word, places := range where {
			t.Errorf("%q: %s", word, strings.Join(places, " "))
		}
	}
}

// tested is a package folder with the names that its files declare, of its own
// package and of the tests.
type tested struct {
	declared map[string]bool // functions and types; Type_Method
	sources  map[string]bool // base names without .go
	tests    []string
	files    []string // of tests
}

func testedPackages(t *testing.T) map[string]*tested {
	t.Helper()
	all := map[string]*tested{}
	for _, f := range goFiles(t) {
		folder := filepath.Dir(f.path)
		p := all[folder]
		if p == nil {
			p = &tested{declared: map[string]bool{}, sources: map[string]bool{}}
			all[folder] = p
		}
		if f.isTest() {
			p.addTests(f)
			continue
		}
		p.sources[strings.TrimSuffix(filepath.Base(f.path), ".go")] = true
		p.addDeclarations(f.tree)
	}
	return all
}

// harness are test files that hold what several tests share, by convention.
var harness = []string{"main", "example", "fuzz", "bench", "export", "harness"}

func (p *tested) addTests(f goFile) {
	n := len(p.tests)
	for _, d := range f.tree.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Test") && fn.Name.Name != "TestMain" {
			p.tests = append(p.tests, fn.Name.Name)
		}
	}
	if len(p.tests) > n {
		p.files = append(p.files, strings.TrimSuffix(filepath.Base(f.path), "_test.go"))
	}
}

func (p *tested) addDeclarations(tree *ast.File) {
	for _, d := range tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			p.declared[strings.ToLower(qualified(d))] = true
			p.declared[strings.ToLower(d.Name.Name)] = true
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					p.declared[strings.ToLower(spec.Name.Name)] = true
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						p.declared[strings.ToLower(name.Name)] = true
					}
				}
			}
		}
	}
}

// qualified returns a function's name, Type_Method for a method.
func qualified(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return d.Name.Name
	}
	t := d.Recv.List[0].Type
	for {
		switch of := t.(type) {
		case *ast.StarExpr:
			t = of.X
		case *ast.IndexExpr:
			t = of.X
		case *ast.IndexListExpr:
			t = of.X
		case *ast.Ident:
			return of.Name + "_" + d.Name.Name
		default:
			return d.Name.Name
		}
	}
}

// named reports whether a test bears the name of what it tests: TestName,
// TestType_Method, or one of these with _behaviour after it.
func (p *tested) named(test string) bool {
	parts := strings.Split(strings.TrimPrefix(test, "Test"), "_")
	if !p.declared[strings.ToLower(parts[0])] {
		return false
	}
	method := len(parts) > 1 && unicode.IsUpper(rune(parts[1][0]))
	return !method || p.declared[strings.ToLower(parts[0]+"_"+parts[1])] || p.declared[strings.ToLower(parts[1])]
}

// ofNoPackage are folders whose tests hold the repository to its rules: they
// have no source of their own.
var ofNoPackage = []string{".", "terraform", "scripts/e2e", "pkg/local/killtest", "cmd/fanlight/placestest"}

func TestTestsBearTheNameOfWhatTheyTest(t *testing.T) {
	const least = 85 // percent
	var names, named, files, placed int
	packages := testedPackages(t)
	for _, folder := range slices.Sorted(maps.Keys(packages)) {
		p := packages[folder]
		if slices.Contains(ofNoPackage, folder) {
			continue
		}
		var others []string
		for _, test := range p.tests {
			names++
			if p.named(test) {
				named++
			} else {
				others = append(others, test)
			}
		}
		for _, file := range p.files {
			files++
			if p.sources[file] || slices.Contains(harness, file) || file == filepath.Base(folder) {
				placed++
			} else {
				others = append(others, file+"_test.go")
			}
		}
		if len(others) > 0 {
			t.Logf("tests: %s: %s", folder, strings.Join(others, " "))
		}
	}
	report := func(what string, n, of int) {
		t.Logf("tests: %d of %d %s (%d %%), want %d %%", n, of, what, 100*n/of, least)
		if 100*n < least*of {
			t.Errorf("%d of %d %s", n, of, what)
		}
	}
	report("test names begin with a declared name", named, names)
	report("test files are named after a source file", placed, files)
}

func TestFunctionsAndFilesAreShort(t *testing.T) {
	const mostLines, mostFunction = 500, 60
	var files, functions []int
	for _, f := range goFiles(t) {
		if f.isTest() {
			continue
		}
		files = append(files, f.positions.Position(f.tree.End()).Line)
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			n := f.positions.Position(fn.End()).Line - f.positions.Position(fn.Pos()).Line + 1
			if functions = append(functions, n); n > mostFunction {
				t.Errorf("%s: %s has %d lines", f.positions.Position(fn.Pos()), fn.Name.Name, n)
			}
		}
	}
	t.Logf("lengths: files %s; functions %s", quantiles(files), quantiles(functions))
	if most := slices.Max(files); most > mostLines {
		t.Errorf("a file has %d lines: it is two files", most)
	}
}

func quantiles(n []int) string {
	slices.SortFunc(n, cmp.Compare)
	return fmt.Sprintf("%d, median %d, p90 %d, max %d", len(n), n[len(n)/2], n[len(n)*9/10], n[len(n)-1])
}

var saysIsNo = regexp.MustCompile(`["\x60s) ](is|are) no [a-z]`)

// TestNoMessageSaysIsNo holds the one wording for a user's mistakes: invalid
// thing "x": want such and such.
func TestNoMessageSaysIsNo(t *testing.T) {
	const most = 0
	var hits []string
	for _, f := range goFiles(t) {
		if f.isTest() {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if ok && literal.Kind == token.STRING && saysIsNo.MatchString(strings.ReplaceAll(literal.Value, "there is no", "")) {
				hits = append(hits, fmt.Sprintf("%s: %s", f.positions.Position(n.Pos()), literal.Value))
			}
			return true
		})
	}
	t.Logf("messages: %d that say what a thing is not, want at most %d", len(hits), most)
	if len(hits) > most {
		t.Errorf("write invalid …: want …\n%s", strings.Join(hits, "\n"))
	}
}
