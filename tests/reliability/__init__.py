"""What happens when programs misbehave, processes die and rows grow many."""
