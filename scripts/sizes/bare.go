package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"slices"
	"strings"
)

const (
	sdk     = "github.com/aws/aws-sdk-go-v2/"
	clients = sdk + "service/"
)

// calls has the operations that a program calls, by the services of AWS.
type calls map[string][]string

// addFile adds the operations whose inputs a file of Go names.
func (c calls) addFile(file string) error {
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("read what a program calls: %w", err)
	}
	services := imported(tree)
	ast.Inspect(tree, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			c.addInput(services, s)
		}
		return true
	})
	return nil
}

// imported returns the services of AWS whose clients a file imports, by the names there.
func imported(tree *ast.File) map[string]string {
	services := map[string]string{}
	for _, spec := range tree.Imports {
		service, found := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), clients)
		if !found || strings.Contains(service, "/") {
			continue
		}
		name := path.Base(service)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		services[name] = service
	}
	return services
}

func (c calls) addInput(services map[string]string, s *ast.SelectorExpr) {
	x, ok := s.X.(*ast.Ident)
	operation, isInput := strings.CutSuffix(s.Sel.Name, "Input")
	if !ok || !isInput || services[x.Name] == "" {
		return
	}
	service := services[x.Name]
	if !slices.Contains(c[service], operation) {
		c[service] = append(c[service], operation)
	}
}

// The main functions of bare programs, before the calls. A function serves Lambda's events;
// the command-line program prints its help.
const (
	functionMain = `func main() {
	clients := load()
	lambda.Start(func(ctx context.Context, _ events.SQSEvent) error { return clients.call(ctx) })
}
`
	commandMain = `func main() {
	if len(os.Args) > 1 && os.Args[1] == "--help" {
		os.Stdout.WriteString("Calls AWS.\n")
		return
	}
	if err := load().call(context.Background()); err != nil {
		os.Exit(1)
	}
}
`
)

// source writes the bare program that makes the calls.
func (c calls) source(main string) string {
	imports := []string{`"context"`, `"os"`, `"` + sdk + `config"`}
	if strings.Contains(main, "lambda.") {
		imports = append(imports, `"github.com/aws/aws-lambda-go/events"`, `"github.com/aws/aws-lambda-go/lambda"`)
	}
	var fields, made, called []string
	for _, service := range slices.Sorted(maps.Keys(c)) {
		imports = append(imports, fmt.Sprintf("aws%s %q", service, clients+service))
		fields = append(fields, fmt.Sprintf("%s *aws%s.Client", service, service))
		made = append(made, fmt.Sprintf("aws%s.NewFromConfig(cfg)", service))
		for _, operation := range slices.Sorted(slices.Values(c[service])) {
			called = append(called, fmt.Sprintf("if _, err := c.%s.%s(ctx, &aws%s.%sInput{}); err != nil {\n\treturn err\n}", service, operation, service, operation))
		}
	}
	return fmt.Sprintf(`package main

import (
%s
)

%s
type clients struct {
%s
}

func load() clients {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		os.Exit(1)
	}
	return clients{%s}
}

func (c clients) call(ctx context.Context) error {
%s
	return nil
}
`, strings.Join(imports, "\n"), main, strings.Join(fields, "\n"), strings.Join(made, ", "), strings.Join(called, "\n"))
}
