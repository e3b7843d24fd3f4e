//! A list that is empty in most glosses, and takes little room there: a million of them are held at a time.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A list that most glosses have nothing in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rare<T>(Option<Box<Items<T>>>);

/// The items of a list that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Items<T>(Vec<T>);

impl<T> Rare<T> {
    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        match &mut self.0 {
            Some(items) => items.0.push(item),
            None => self.0 = Some(Box::new(Items(vec![item]))),
        }
    }

    /// Takes out the item at an index, which is in the list.
    pub fn remove(&mut self, at: usize) -> Option<T> {
        let items = self.0.as_mut().filter(|items| at < items.0.len())?;
        let item = items.0.remove(at);
        if items.0.is_empty() {
            self.0 = None;
        }
        Some(item)
    }

    /// The items by themselves.
    pub fn into_items(self) -> Vec<T> {
        self.0.map(|items| items.0).unwrap_or_default()
    }
}

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Deref for Rare<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_ref().map_or(&[], |items| &items.0)
    }
}

impl<T> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.0.as_mut().map_or(&mut [], |items| &mut items.0)
    }
}

impl<T> From<Vec<T>> for Rare<T> {
    fn from(items: Vec<T>) -> Self {
        Self((!items.is_empty()).then(|| Box::new(Items(items))))
    }
}

impl<T: Serialize> Serialize for Rare<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rare<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_list_and_nothing_where_it_is_empty() {
        let mut list: Rare<u8> = Rare::default();
        assert_eq!(size_of_val(&list), size_of::<usize>());
        assert!(list.is_empty() && list.remove(0).is_none());
        list.push(1);
        list.push(2);
        list.iter_mut().for_each(|item| *item += 1);
        assert_eq!(
            (&list[..], serde_json::to_string(&list).expect("JSON")),
            (&[2, 3][..], "[2,3]".to_owned())
        );
        assert_eq!(serde_json::from_str::<Rare<u8>>("[2,3]").expect("a list"), list);
        assert_eq!((list.remove(0), list.remove(0)), (Some(2), Some(3)));
        assert_eq!(list, Rare::from(Vec::new()));
        assert!(list.into_items().is_empty());
    }
}
