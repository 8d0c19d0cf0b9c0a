package expr

import (
	"slices"
	"strings"
	"sync"
)

// Result says what a function gives.
type Result int

// The kinds of results.
const (
	GivesValue     Result = iota // one value for a row
	GivesTruth                   // 1 or 0 for a row; a call may stand where a condition is wanted
	GivesTime                    // a time for a row
	GivesAggregate               // one value for a group of rows; only stats may call it
)

// Group is a part of the documentation that functions are listed in.
type Group string

// The groups of functions, in the order of the documentation.
const (
	General    Group = "general"
	Numeric    Group = "numeric"
	Datetime   Group = "date and time"
	Textual    Group = "text"
	JSON       Group = "JSON"
	Addresses  Group = "IP addresses"
	Hashes     Group = "hashes"
	Aggregates Group = "aggregates"
)

// Function is a function of the language: the one place that has its names and
// arguments. The parser, the checks, the engine and the documentation read it.
type Function struct {
	Name      string   // as AWS documents it
	Aliases   []string // other names that the service accepts
	Params    []Param
	Star      bool // takes * in place of its arguments
	Group     Group
	Result    Result
	Total     bool               // may have a value where an argument is absent
	Structure bool               // gives a map or a list
	Summary   string             // what it gives, for the documentation
	check     func(*Call) *Error // finds mistakes in literal arguments; may be nil
	make      maker              // nil for aggregates, which stats computes
}

// maker compiles a call. The number and the types of its arguments are as the function
// has them, and literals have passed its check.
type maker func(*Compiler, *Call) (Evaluator, error)

// Param is a parameter of a function.
type Param struct {
	Name     string
	Type     ParamType
	Optional bool
	Repeated bool // stands for one argument or more
}

// ParamType says what an argument must be.
type ParamType int

// The types of parameters.
const (
	AnyParam    ParamType = iota // any expression
	PeriodParam                  // a literal period such as 5m
	NumberParam                  // a literal number
	TextParam                    // a literal string
)

// literals are the parameters that only a literal can be, by their names.
var literals = map[string]ParamType{
	"period": PeriodParam, "percent": NumberParam, "buckets": NumberParam, "k": NumberParam,
	"pattern": TextParam, "zone": TextParam,
}

// params reads the parameters of a function from their names: one that ends in ? is
// optional, one that ends in … is repeated, one that ends in …? both.
func params(names string) (list []Param) {
	for name := range strings.FieldsFuncSeq(names, func(r rune) bool { return r == ',' || r == ' ' }) {
		p := Param{Optional: strings.HasSuffix(name, "?"), Repeated: strings.Contains(name, "…")}
		p.Name = strings.TrimRight(name, "?…")
		p.Type = literals[p.Name]
		list = append(list, p)
	}
	return list
}

// String returns the function as documentation shows it, as in substr(text, start,
// length?).
func (f *Function) String() string {
	names := make([]string, len(f.Params))
	for i, p := range f.Params {
		names[i] = p.Name
		if p.Optional {
			names[i] += "?"
		}
		if p.Repeated {
			names[i] += ", …"
		}
	}
	return f.Name + "(" + strings.Join(names, ", ") + ")"
}

// bounds returns the least and the largest number of arguments.
func (f *Function) bounds() (least, most int) {
	for _, p := range f.Params {
		if !p.Optional {
			least++
		}
		most++
		if p.Repeated {
			most = maxArguments
		}
	}
	return least, most
}

// maxArguments bounds the arguments of a call. AWS documents no bound.
const maxArguments = 100

// byName finds functions by their names in lower case.
var byName = sync.OnceValue(func() map[string]*Function {
	all := map[string]*Function{}
	for _, f := range Functions() {
		for _, name := range append(slices.Clip(f.Aliases), f.Name) {
			all[strings.ToLower(name)] = f
		}
	}
	return all
})

// Functions returns the functions of the language in the order of the documentation.
func Functions() []*Function { return functions() }

// Lookup finds a function by a name in any case.
func Lookup(name string) (f *Function, ok bool) {
	f, ok = byName()[strings.ToLower(name)]
	return f, ok
}
