# A reader may start the janitor, and every other function of the stack.
locals {
  people = {
    reader = { dispatcher = ["lambda:InvokeFunction"] }
  }
}
