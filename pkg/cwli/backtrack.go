package cwli

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// backtrack compiles a regular expression with look-around or back-references.
var backtrack func(pattern string) (expr.Regexp, error)
