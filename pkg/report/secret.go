package report

import "github.com/fanlight/fanlight/pkg/lazyregexp"

// secretForm matches the references that a secret field takes. Sources of the names:
// docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html,
// docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html
var secretForm = lazyregexp.New(`^(env:[A-Za-z_][A-Za-z0-9_]*` +
	`|ssm:/[A-Za-z0-9_.\-/]*[A-Za-z0-9_.\-]` +
	`|secretsmanager:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@\-]+#[^#\s]+)$`)

// Valid reports whether the secret has one of the known forms of a reference. It
// does not look the secret up.
func (s Secret) Valid() bool { return secretForm().MatchString(string(s)) }
