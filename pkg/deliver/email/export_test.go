package email

// StyleSheet is the one style sheet of a mail.
const StyleSheet = string(styleSheet)
