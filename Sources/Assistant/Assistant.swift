/// The namespace of the `Assistant` module until its first type arrives.
enum AssistantModule {}
